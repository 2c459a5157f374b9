#include "harness/record/recorder.h"

#include <algorithm>
#include <optional>
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
  explicit Part(std::size_t stages) : buffers{WindowTotals(stages), WindowTotals(stages)} {}

  SpinLock lock;
  int filling = 0;
  std::atomic<std::uint64_t> sent{0}, recorded{0};
  WindowTotals buffers[2];
  std::size_t bytes[2] =
      {};  // what the buffers took when the observer had them last; the observer's
};

Recorder::Recorder(std::size_t windows, std::size_t stages, std::vector<std::uint32_t> phases,
                   RequestClasses classes, RequestBounds bounds)
    : serial_(next_serial()),
      windows_(windows),
      stages_(stages),
      classes_(std::move(classes)),
      has_classes_(!classes_.names.empty()),
      bounds_(bounds),
      has_bounds_(bounds.any()),
      failures_(std::move(phases)) {}

std::vector<PhaseTotals> Recorder::empty_totals() const {
  std::vector<PhaseTotals> totals(windows_);
  for (PhaseTotals& window : totals) window.stages.resize(stages_);
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
  if (parts_in_use_ == parts_.size()) parts_.push_back(std::make_unique<Part>(stages_));
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

void Recorder::count_sent() {
  std::atomic<std::uint64_t>& sent = part_of_this_thread().sent;
  sent.store(sent.load(std::memory_order_relaxed) + 1, std::memory_order_release);
}

void Recorder::record(const Sample& sample) {
  if (sample.outcome == Outcome::failed) [[unlikely]]
    failures_.add(sample);
  Part& part = part_of_this_thread();
  const bool good = has_bounds_ && bounds_.held_by(sample);
  if (has_classes_ || sample.marks != nullptr) [[unlikely]] {
    const Sample known = with_class(sample);
    const std::lock_guard lock(part.lock);
    part.buffers[part.filling].add_to_class(known);
    if (good) part.buffers[part.filling].add_good(sample.window);
  } else {
    const std::lock_guard lock(part.lock);
    part.buffers[part.filling].add(sample);
    if (good) part.buffers[part.filling].add_good(sample.window);
  }
  part.recorded.store(part.recorded.load(std::memory_order_relaxed) + 1, std::memory_order_release);
}

Sample Recorder::with_class(const Sample& sample) const {
  std::optional<std::uint32_t> told;
  if (sample.marks != nullptr) told = sample.marks->of_class;
  if (!told && classes_.of) told = classes_.of(sample.request);
  const std::size_t none = classes_.names.size();
  Sample known = sample;
  known.of_class = static_cast<std::uint16_t>(std::min<std::size_t>(told.value_or(none), none));
  return known;
}

void Recorder::take(WindowTotals& into) {
  const std::lock_guard parts_lock(parts_mutex_);
  for (const auto& part : parts_) {
    int filled = 0;
    {
      const std::lock_guard lock(part->lock);
      filled = std::exchange(part->filling, 1 - part->filling);
    }
    WindowTotals& buffer = part->buffers[filled];
    if (buffer.empty()) continue;
    buffer.settle();
    into.merge(buffer);
    part->bytes[filled] = buffer.memory_bytes();  // before most of it is given back
    buffer.clear();
  }
}

void Recorder::take(std::vector<PhaseTotals>& into) {
  WindowTotals taken(stages_);
  take(taken);
  taken.visit([&](std::uint32_t window, const auto& totals) { into[window].merge(totals); });
}

std::vector<PhaseTotals> Recorder::take() {
  std::vector<PhaseTotals> totals = empty_totals();
  take(totals);
  return totals;
}

std::size_t Recorder::memory_bytes() const {
  std::size_t bytes = 0;
  const std::lock_guard lock(parts_mutex_);
  for (const auto& part : parts_) bytes += part->bytes[0] + part->bytes[1];
  return bytes;
}

std::uint64_t Recorder::sent() const {
  std::uint64_t sent = 0;
  const std::lock_guard lock(parts_mutex_);
  for (const auto& part : parts_) sent += part->sent.load(std::memory_order_acquire);
  return sent;
}

std::uint64_t Recorder::recorded() const {
  std::uint64_t recorded = 0;
  const std::lock_guard lock(parts_mutex_);
  for (const auto& part : parts_) recorded += part->recorded.load(std::memory_order_acquire);
  return recorded;
}

std::uint64_t Recorder::in_flight() const {
  // What ended is read before what was sent, so that the difference is never negative.
  const std::uint64_t ended = recorded();
  const std::uint64_t begun = sent();
  return begun > ended ? begun - ended : 0;
}

Recorder::InFlight Recorder::read_in_flight() const {
  const std::uint64_t begun_before = sent();
  const std::uint64_t ended = recorded();
  const std::uint64_t begun_after = sent();
  // At the instant at which the middle one was read.
  return {begun_before > ended ? begun_before - ended : 0,
          begun_after > ended ? begun_after - ended : 0};
}

}  // namespace harness::record
