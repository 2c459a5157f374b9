#include "harness/record/recorder.h"

#include <utility>

namespace harness::record {
namespace {

std::uint64_t next_serial() {
  static std::atomic<std::uint64_t> last{0};
  return ++last;
}

}  // namespace

/// One thread's samples. Only its own thread adds; the lock is for the observer's visits.
struct alignas(64) Recorder::Part {
  SpinLock lock;
  std::uint32_t phase = 0;
  std::atomic<std::uint64_t> recorded{0};
  PhaseTotals current;          // of `phase`
  IntervalTotals intervals[2];  // one is filled while the observer empties the other
  int filling = 0;
};

Recorder::Recorder(std::size_t phases, std::size_t stages)
    : serial_(next_serial()), stages_(stages), totals_(phases) {
  for (PhaseTotals& phase : totals_) phase.stages.resize(stages);
}

Recorder::~Recorder() = default;

Recorder::Part& Recorder::part_of_this_thread() {
  thread_local std::uint64_t serial = 0;
  thread_local Part* part = nullptr;
  if (serial != serial_) [[unlikely]] {
    // A thread that alternates between recorders gets a part for each visit; drivers don't.
    part = &add_part();
    serial = serial_;
  }
  return *part;
}

Recorder::Part& Recorder::add_part() {
  const std::lock_guard lock(parts_mutex_);
  if (parts_in_use_ == parts_.size()) {
    parts_.push_back(std::make_unique<Part>());
    parts_.back()->current.stages.resize(stages_);
  }
  return *parts_[parts_in_use_++];
}

void Recorder::reuse_parts() {
  const std::lock_guard lock(parts_mutex_);
  parts_in_use_ = 0;
  serial_ = next_serial();
}

std::size_t Recorder::parts() const {
  const std::lock_guard lock(parts_mutex_);
  return parts_.size();
}

void Recorder::record(const Sample& sample) {
  Part& part = part_of_this_thread();
  const std::lock_guard lock(part.lock);
  if (sample.phase != part.phase) [[unlikely]] {
    move_to_totals(part);
    part.phase = sample.phase;
  }
  part.current.add(sample);
  IntervalTotals& interval = part.intervals[part.filling];
  interval.outcomes.add(sample.outcome);
  if (sample.outcome != Outcome::shed) {
    interval.latency.record((sample.finished - sample.due).count());
  }
  part.recorded.store(part.recorded.load(std::memory_order_relaxed) + 1, std::memory_order_release);
}

void Recorder::move_to_totals(Part& part) {
  if (part.current.outcomes.all() == 0) return;
  const std::lock_guard lock(totals_mutex_);
  totals_[part.phase].merge(part.current);
  part.current.clear();
}

IntervalTotals Recorder::take_interval() {
  IntervalTotals sum;
  const std::lock_guard parts_lock(parts_mutex_);
  for (const auto& part : parts_) {
    int filled = 0;
    {
      const std::lock_guard lock(part->lock);
      filled = std::exchange(part->filling, 1 - part->filling);
    }
    IntervalTotals& interval = part->intervals[filled];
    sum.latency.merge(interval.latency);
    sum.outcomes.add(interval.outcomes);
    interval.latency.clear();
    interval.outcomes = {};
  }
  return sum;
}

std::uint64_t Recorder::in_flight() const {
  // What ended is read before what was sent, so that the difference is never negative.
  std::uint64_t recorded = 0;
  {
    const std::lock_guard lock(parts_mutex_);
    for (const auto& part : parts_) recorded += part->recorded.load(std::memory_order_acquire);
  }
  const std::uint64_t sent = sent_.load(std::memory_order_relaxed);
  return sent > recorded ? sent - recorded : 0;
}

std::vector<PhaseTotals> Recorder::totals() {
  const std::lock_guard parts_lock(parts_mutex_);
  for (const auto& part : parts_) {
    const std::lock_guard lock(part->lock);
    move_to_totals(*part);
  }
  const std::lock_guard lock(totals_mutex_);
  return totals_;
}

}  // namespace harness::record
