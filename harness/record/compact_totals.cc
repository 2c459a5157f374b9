#include "harness/record/compact_totals.h"

#include "harness/record/merge_totals.h"

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
      classes(totals.classes.begin(), totals.classes.end()),
      outcomes(totals.outcomes),
      good(totals.good),
      time_in_system(totals.time_in_system),
      slowest(totals.slowest),
      first_due(totals.first_due),
      last_finished(totals.last_finished) {}

void CompactTotals::merge(const CompactTotals& other) {
  merge_totals(*this, other);
}

std::size_t CompactTotals::memory_bytes() const {
  std::size_t bytes = sizeof *this;
  for (const SparseHistogram* histogram :
       {&latency, &failed_latency, &stay, &lag, &wait, &service, &delivery}) {
    bytes += histogram->memory_bytes() - sizeof *histogram;
  }
  for (const SparseHistogram& stage : stages) bytes += stage.memory_bytes();
  for (const auto& of_class : classes) bytes += of_class.memory_bytes();
  return bytes;
}

}  // namespace harness::record
