#include "harness/measure/watch.h"

#include <algorithm>
#include <utility>

#include "harness/drive/priority.h"
#include "harness/schedule/exponential.h"
#include "harness/schedule/generator.h"

namespace harness::measure {
namespace {

/// Often enough for a mean of what is in flight, rarely enough to disturb nobody. Glances come as a
/// Poisson process does, or else they could keep step with an even load and see a biased mean.
constexpr Duration mean_glance_interval = std::chrono::milliseconds(20);
constexpr Duration longest_glance_interval = std::chrono::milliseconds(200);

Duration glance_interval(schedule::Generator& random) {
  const double drawn =
      schedule::exponential(random) * static_cast<double>(mean_glance_interval.count());
  return std::min(Duration(static_cast<Duration::rep>(drawn)), longest_glance_interval);
}

}  // namespace

Watch::Watch(Clock& clock, Observer& observer, Target& target, Order order)
    : clock_(clock), observer_(observer), target_(target), order_(std::move(order)) {
  // Here and not on the thread, or else what is sent before that gets going would be in no row.
  begun_ = clock_.now();
  observer_.begin(target_, begun_);
  looked_ = begun_;
  if (order_.exact_begin) {
    looked_ = clock_.now();  // the first look took its time
    observer_.begins_at(looked_);
  }
  thread_ = std::jthread([this](const std::stop_token& stop) { work(stop); });
  glancing_ = std::jthread([this](const std::stop_token& stop) { glance(stop); });
}

void Watch::stop(std::optional<Instant> ended) {
  if (!thread_.joinable()) return;
  ended_ = ended;
  glancing_.request_stop();
  glancing_.join();
  thread_.request_stop();
  thread_.join();
}

/// On a thread of its own that goes before the target's: one that had to wait until they leave it a
/// core would see requests only when they are gone. What it takes is next to nothing.
void Watch::glance(const std::stop_token& stop) {
  const drive::Priority before_the_target;
  schedule::Generator random(static_cast<std::uint64_t>(begun_.time_since_epoch().count()),
                             schedule::Stream::glances);
  while (true) {
    const Instant wake = clock_.now() + glance_interval(random);
    const Instant now = clock_.wait_until(wake, Waiting::sleep, stop);
    if (stop.stop_requested()) return;
    observer_.glance(now - wake);
  }
}

void Watch::end_row(std::uint32_t phase) {
  const result::TimelineRow& row = observer_.end_row(phase);
  if (order_.told) order_.told(row);
}

std::optional<std::uint32_t> Watch::present() const {
  return is_over_ ? std::nullopt : std::optional(window_);
}

void Watch::look(Instant now) {
  looked_ = now;
  observer_.look(target_, now, present());
  if (!is_over_ && order_.sliced) order_.sliced(phase(), observer_.slices(phase()));
  if (order_.looked) order_.looked(now);
}

/// Who slept through several windows' ends goes on with the one that it is now.
void Watch::move_on(Instant now) {
  const Duration offset = now - order_.start;
  const std::uint32_t last = order_.windows.count() - 1;
  is_over_ = is_over_ || now >= load_end_.load(std::memory_order_acquire) ||
             offset >= order_.windows.end_of(last);
  window_ = std::max(window_, order_.windows.at(offset));
}

void Watch::work(const std::stop_token& stop) {
  Instant next_row = order_.start + order_.interval;
  while (true) {
    const Instant due = is_over_ ? looked_ + order_.width
                                 : std::min(order_.start + order_.windows.end_of(window_),
                                            load_end_.load(std::memory_order_acquire));
    const Instant wake = std::min(due, clock_.now() + mean_glance_interval);
    const Instant now = clock_.wait_until(wake, Waiting::sleep, stop);
    if (stop.stop_requested()) break;
    const bool just_ended = !is_over_ && now >= load_end_.load(std::memory_order_acquire);
    if (now < due && !just_ended) {
      observer_.see_queue(target_);
      continue;
    }
    look(now);
    const std::uint32_t before = phase();
    move_on(now);
    if (now >= next_row || phase() != before) end_row(before);
    while (next_row <= now) next_row += order_.interval;
  }
  Instant last = ended_.value_or(clock_.now());
  if (!is_over_) last = std::min(last, load_end_.load(std::memory_order_acquire));
  look(std::max(looked_, last));
  end_row(phase());
}

}  // namespace harness::measure
