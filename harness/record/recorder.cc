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
  /// Samples of one phase since the observer's last visit but one.
  struct Buffer {
    std::uint32_t phase = 0;
    PhaseTotals totals;
    std::size_t bytes = 0;  // what they took when the observer had them last; the observer's
  };

  SpinLock lock;
  int filling = 0;
  std::atomic<std::uint64_t> recorded{0};
  Buffer buffers[2];
};

Recorder::Recorder(std::size_t phases, std::size_t stages)
    : serial_(next_serial()), phases_(phases), stages_(stages), strays_(empty_totals()) {}

std::vector<PhaseTotals> Recorder::empty_totals() const {
  std::vector<PhaseTotals> totals(phases_);
  for (PhaseTotals& phase : totals) phase.stages.resize(stages_);
  return totals;
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
    for (Part::Buffer& buffer : parts_.back()->buffers) buffer.totals.stages.resize(stages_);
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
  {
    const std::lock_guard lock(part.lock);
    Part::Buffer& buffer = part.buffers[part.filling];
    if (sample.phase != buffer.phase) [[unlikely]] {
      if (buffer.totals.outcomes.all() > 0) {
        add_stray(sample);
      } else {
        buffer.phase = sample.phase;
        buffer.totals.add(sample);
      }
    } else {
      buffer.totals.add(sample);
    }
  }
  part.recorded.store(part.recorded.load(std::memory_order_relaxed) + 1, std::memory_order_release);
}

void Recorder::add_stray(const Sample& sample) {
  const std::lock_guard lock(strays_mutex_);
  strays_[sample.phase].add(sample);
}

void Recorder::take(std::vector<PhaseTotals>& into) {
  const std::lock_guard parts_lock(parts_mutex_);
  for (const auto& part : parts_) {
    int filled = 0;
    {
      const std::lock_guard lock(part->lock);
      filled = std::exchange(part->filling, 1 - part->filling);
    }
    Part::Buffer& buffer = part->buffers[filled];
    if (buffer.totals.outcomes.all() == 0) continue;
    into[buffer.phase].merge(buffer.totals);
    buffer.totals.clear();
    buffer.bytes = buffer.totals.memory_bytes();
  }
  const std::lock_guard strays_lock(strays_mutex_);
  for (std::size_t phase = 0; phase < phases_; ++phase) {
    if (strays_[phase].outcomes.all() == 0) continue;
    into[phase].merge(strays_[phase]);
    strays_[phase].clear();
  }
}

std::vector<PhaseTotals> Recorder::take() {
  std::vector<PhaseTotals> totals = empty_totals();
  take(totals);
  return totals;
}

std::size_t Recorder::memory_bytes() const {
  std::size_t bytes = 0;
  {
    const std::lock_guard lock(parts_mutex_);
    for (const auto& part : parts_) {
      for (const Part::Buffer& buffer : part->buffers) bytes += buffer.bytes;
    }
  }
  const std::lock_guard lock(strays_mutex_);
  for (const PhaseTotals& totals : strays_) bytes += totals.memory_bytes();
  return bytes;
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

}  // namespace harness::record
