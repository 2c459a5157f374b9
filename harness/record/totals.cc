#include "harness/record/totals.h"

#include <algorithm>

#include "harness/record/compact_totals.h"
#include "harness/record/merge_totals.h"

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

void PhaseTotals::add_direct(const Histogram& direct) {
  stay.merge(direct);
  service.merge(direct);
  wait.record(0, direct.count());
  delivery.record(0, direct.count());
}

void PhaseTotals::merge(const PhaseTotals& other) {
  merge_totals(*this, other);
}

void PhaseTotals::merge(const CompactTotals& other) {
  merge_totals(*this, other);
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
