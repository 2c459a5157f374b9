#include "harness/record/compact_totals.h"

#include <algorithm>

namespace harness::record {

CompactTotals::CompactTotals(const PhaseTotals& totals)
    : latency(totals.latency),
      failed_latency(totals.failed_latency),
      stay(totals.stay),
      lag(totals.lag),
      wait(totals.wait),
      service(totals.service),
      delivery(totals.delivery),
      stages(totals.stages.begin(), totals.stages.end()),
      outcomes(totals.outcomes),
      time_in_system(totals.time_in_system),
      slowest(totals.slowest),
      first_due(totals.first_due),
      last_finished(totals.last_finished) {}

void CompactTotals::merge(const CompactTotals& other) {
  latency.merge(other.latency);
  failed_latency.merge(other.failed_latency);
  stay.merge(other.stay);
  lag.merge(other.lag);
  wait.merge(other.wait);
  service.merge(other.service);
  delivery.merge(other.delivery);
  stages.resize(std::max(stages.size(), other.stages.size()));
  for (std::size_t i = 0; i < other.stages.size(); ++i) stages[i].merge(other.stages[i]);
  outcomes.add(other.outcomes);
  time_in_system += other.time_in_system;
  slowest.merge(other.slowest);
  first_due = std::min(first_due, other.first_due);
  last_finished = std::max(last_finished, other.last_finished);
}

void CompactTotals::add_to(PhaseTotals& totals) const {
  latency.add_to(totals.latency);
  failed_latency.add_to(totals.failed_latency);
  stay.add_to(totals.stay);
  lag.add_to(totals.lag);
  wait.add_to(totals.wait);
  service.add_to(totals.service);
  delivery.add_to(totals.delivery);
  totals.stages.resize(std::max(stages.size(), totals.stages.size()));
  for (std::size_t i = 0; i < stages.size(); ++i) stages[i].add_to(totals.stages[i]);
  totals.outcomes.add(outcomes);
  totals.time_in_system += time_in_system;
  totals.slowest.merge(slowest);
  totals.first_due = std::min(first_due, totals.first_due);
  totals.last_finished = std::max(last_finished, totals.last_finished);
}

std::size_t CompactTotals::memory_bytes() const {
  std::size_t bytes = sizeof *this;
  for (const SparseHistogram* histogram :
       {&latency, &failed_latency, &stay, &lag, &wait, &service, &delivery}) {
    bytes += histogram->memory_bytes() - sizeof *histogram;
  }
  for (const SparseHistogram& stage : stages) bytes += stage.memory_bytes();
  return bytes;
}

}  // namespace harness::record
