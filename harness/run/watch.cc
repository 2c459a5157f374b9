#include "harness/run/watch.h"

#include <algorithm>
#include <utility>

namespace harness::run {
namespace {

/// Often enough for a mean of what is in flight, rarely enough to disturb nobody.
constexpr Duration glance_interval = std::chrono::milliseconds(20);

}  // namespace

Watch::Watch(Clock& clock, Observer& observer, Target& target, std::vector<Instant> ends,
             Duration interval, std::function<void(const result::TimelineRow&)> told)
    : clock_(clock),
      observer_(observer),
      target_(target),
      ends_(std::move(ends)),
      interval_(interval),
      told_(std::move(told)) {
  // Here and not on the thread, or else what is sent before that gets going would be in no row.
  begun_ = clock_.now();
  observer_.begin(target_, begun_);
  thread_ = std::jthread([this](const std::stop_token& stop) { work(stop); });
}

void Watch::stop() {
  if (!thread_.joinable()) return;
  thread_.request_stop();
  thread_.join();
}

void Watch::look(Instant now) {
  told_(observer_.look(target_, now, phase_));
  while (phase_ + 1 < ends_.size() && now >= ends_[phase_]) ++phase_;
}

void Watch::work(const std::stop_token& stop) {
  Instant now = begun_;
  Instant next = now + interval_;
  while (!stop.stop_requested()) {
    const bool last_phase = phase_ + 1 >= ends_.size();
    const Instant due = last_phase ? next : std::min(next, ends_[phase_]);
    now = clock_.wait_until(std::min(due, now + glance_interval), Waiting::sleep, stop);
    if (stop.stop_requested()) break;
    if (now < due) {
      observer_.glance(target_, phase_);
      continue;
    }
    look(now);
    while (next <= now) next += interval_;
  }
  look(clock_.now());
}

}  // namespace harness::run
