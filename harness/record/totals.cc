#include "harness/record/totals.h"

#include <algorithm>

#include "harness/record/compact_totals.h"
#include "harness/record/merge_totals.h"

namespace harness::record {
namespace {

bool slower(const SlowSample& a, const SlowSample& b) {
  return a.latency() > b.latency();
}

void become(SlowSample& place, const Sample& sample) {
  place.take(sample);
}
void become(SlowSample& place, const SlowSample& sample) {
  place = sample;
}

}  // namespace

void SlowSample::take(const Sample& sample) {
  request = sample.request;
  outcome = sample.outcome;
  of_class = sample.of_class;
  due = sample.due;
  sent = sample.sent;
  started = sample.started;
  served = sample.served;
  finished = sample.finished;
  stages.assign(sample.stages.begin(), sample.stages.end());
}

template <class Any>
void Slowest::add_any(const Any& sample, Duration latency) {
  if (heap_.size() == kept) {
    if (latency <= threshold_) return;
    std::pop_heap(heap_.begin(), heap_.end(), slower);
    become(heap_.back(), sample);
  } else {
    become(heap_.emplace_back(), sample);
  }
  std::push_heap(heap_.begin(), heap_.end(), slower);
  if (heap_.size() == kept) threshold_ = heap_.front().latency();
}

void Slowest::add(const Sample& sample) {
  add_any(sample, sample.finished - sample.due);
}

std::size_t Slowest::memory_bytes() const {
  std::size_t bytes = heap_.capacity() * sizeof(SlowSample);
  for (const SlowSample& slow : heap_) bytes += slow.stages.capacity() * sizeof(Duration);
  return bytes;
}

void Slowest::merge(const Slowest& other) {
  for (const SlowSample& sample : other.heap_) add_any(sample, sample.latency());
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

void PhaseTotals::add_to_class(const Sample& sample) {
  if (classes.size() <= sample.of_class) classes.resize(std::size_t{sample.of_class} + 1);
  classes[sample.of_class].add(sample);
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
  for (auto& of_class : classes) of_class.clear();
  outcomes = {};
  good = 0;
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
  for (const auto& of_class : classes) bytes += of_class.memory_bytes();
  return bytes;
}

}  // namespace harness::record
