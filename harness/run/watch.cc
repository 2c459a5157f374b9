#include "harness/run/watch.h"

#include <algorithm>
#include <utility>

#include "harness/load/exponential.h"
#include "harness/load/generator.h"

namespace harness::run {
namespace {

/// Often enough for a mean of what is in flight, rarely enough to disturb nobody. Glances come as a
/// Poisson process does, or else they could keep step with an even load and see a biased mean.
constexpr Duration mean_glance_interval = std::chrono::milliseconds(20);
constexpr Duration longest_glance_interval = std::chrono::milliseconds(200);

Duration glance_interval(load::Generator& random) {
  const double drawn =
      load::exponential(random) * static_cast<double>(mean_glance_interval.count());
  return std::min(Duration(static_cast<Duration::rep>(drawn)), longest_glance_interval);
}

/// Slices are finer than the timeline, so that a short run has enough of them for its statistics.
constexpr int looks_per_row = 5;
constexpr Duration shortest_look = std::chrono::milliseconds(10);

}  // namespace

Watch::Watch(Clock& clock, Observer& observer, Target& target, Order order)
    : clock_(clock), observer_(observer), target_(target), order_(std::move(order)) {
  // Here and not on the thread, or else what is sent before that gets going would be in no row.
  begun_ = clock_.now();
  observer_.begin(target_, begun_);
  looked_ = begun_;
  if (order_.one_slice) {
    looked_ = clock_.now();  // the first look took its time
    observer_.begins_at(looked_);
  }
  thread_ = std::jthread([this](const std::stop_token& stop) { work(stop); });
}

void Watch::stop(std::optional<Instant> ended) {
  if (!thread_.joinable()) return;
  ended_ = ended;
  thread_.request_stop();
  thread_.join();
}

void Watch::end_slice() {
  observer_.end_slice(phase_);
  if (order_.sliced) order_.sliced(phase_, observer_.slices(phase_));
}

void Watch::end_row() {
  const result::TimelineRow& row = observer_.end_row(phase_);
  if (order_.told) order_.told(row);
}

void Watch::look(Instant now) {
  looked_ = now;
  observer_.look(target_, now, phase_);
  if (!order_.one_slice) end_slice();
}

void Watch::work(const std::stop_token& stop) {
  const Duration every = std::max(order_.interval / looks_per_row, shortest_look);
  Instant next_look = begun_ + every;
  Instant next_row = begun_ + order_.interval;
  load::Generator random(static_cast<std::uint64_t>(begun_.time_since_epoch().count()),
                         load::Stream::glances);
  while (true) {
    const bool last_phase = phase_ + 1 >= order_.ends.size();
    const Instant phase_end = last_phase ? Instant::max() : order_.ends[phase_];
    const Instant due = std::min(next_look, phase_end);
    const Instant wake = std::min(due, clock_.now() + glance_interval(random));
    const Instant now = clock_.wait_until(wake, Waiting::sleep, stop);
    if (stop.stop_requested()) break;
    if (now < due) {
      observer_.glance(target_, phase_);
      continue;
    }
    look(now);
    while (next_look <= now) next_look += every;
    if (now >= next_row || now >= phase_end) end_row();
    while (next_row <= now) next_row += order_.interval;
    while (phase_ + 1 < order_.ends.size() && now >= order_.ends[phase_]) ++phase_;
  }
  look(std::max(looked_, ended_.value_or(clock_.now())));
  if (order_.one_slice) end_slice();
  end_row();
}

}  // namespace harness::run
