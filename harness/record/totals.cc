#include "harness/record/totals.h"

#include <algorithm>

namespace harness::record {
namespace {

bool slower(const SlowSample& a, const SlowSample& b) {
  return a.latency() > b.latency();
}

}  // namespace

SlowSample::SlowSample(const Sample& sample)
    : request(sample.request),
      outcome(sample.outcome),
      due(sample.due),
      sent(sample.sent),
      started(sample.started),
      served(sample.served),
      finished(sample.finished),
      stage_count(static_cast<std::uint32_t>(std::min(sample.stages.size(), most_stages))) {
  std::copy_n(sample.stages.begin(), stage_count, stages.begin());
}

void Slowest::add(const SlowSample& sample) {
  if (heap_.size() == kept) {
    if (sample.latency() <= threshold_) return;
    std::pop_heap(heap_.begin(), heap_.end(), slower);
    heap_.back() = sample;
  } else {
    heap_.push_back(sample);
  }
  std::push_heap(heap_.begin(), heap_.end(), slower);
  if (heap_.size() == kept) threshold_ = heap_.front().latency();
}

void Slowest::merge(const Slowest& other) {
  for (const SlowSample& sample : other.heap_) add(sample);
}

std::vector<SlowSample> Slowest::sorted() const {
  std::vector<SlowSample> samples = heap_;
  std::sort(samples.begin(), samples.end(), slower);
  return samples;
}

void PhaseTotals::merge(const PhaseTotals& other) {
  latency.merge(other.latency);
  failed_latency.merge(other.failed_latency);
  stay.merge(other.stay);
  lag.merge(other.lag);
  wait.merge(other.wait);
  service.merge(other.service);
  delivery.merge(other.delivery);
  if (stages.size() < other.stages.size()) stages.resize(other.stages.size());
  for (std::size_t i = 0; i < other.stages.size(); ++i) stages[i].merge(other.stages[i]);
  outcomes.add(other.outcomes);
  time_in_system += other.time_in_system;
  slowest.merge(other.slowest);
  first_due = std::min(first_due, other.first_due);
  last_finished = std::max(last_finished, other.last_finished);
}

void PhaseTotals::clear() {
  for (Histogram* each : {&latency, &failed_latency, &stay, &lag, &wait, &service, &delivery})
    each->clear();
  for (Histogram& stage : stages) stage.clear();
  outcomes = {};
  time_in_system = {};
  slowest.clear();
  first_due = Instant::max();
  last_finished = Instant::min();
}

std::size_t PhaseTotals::memory_bytes() const {
  std::size_t bytes = sizeof *this + slowest.memory_bytes();
  for (const Histogram* each :
       {&latency, &failed_latency, &stay, &lag, &wait, &service, &delivery}) {
    bytes += each->memory_bytes() - sizeof *each;
  }
  for (const Histogram& stage : stages) bytes += stage.memory_bytes();
  return bytes;
}

}  // namespace harness::record
