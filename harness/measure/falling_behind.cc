#include "harness/measure/falling_behind.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace harness::measure {

FallingBehind::FallingBehind(schedule::Schedule schedule)
    : schedule_(std::move(schedule)), patience_(std::min(patience, schedule_.length() / 2)) {}

/// At a glance, as if each phase's rate were even: going through the schedule costs as much as
/// sending does.
bool FallingBehind::may_be_late(Duration elapsed, std::uint64_t sent) const {
  const auto& segments = schedule_.profile().segments();
  double due = 0;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const Duration since = elapsed - patience_ - schedule_.profile().start(i);
    if (since <= Duration{}) break;
    const double share =
        static_cast<double>(since.count()) / static_cast<double>(segments[i].length.count());
    due += std::min(1.0, share) * schedule_.plan(i).arrivals;
  }
  return static_cast<double>(sent) < due;
}

/// Of the request after so many.
Duration FallingBehind::due_time(std::uint64_t sent) {
  while (taken_ <= sent) {
    const auto arrival = schedule_.next();
    if (!arrival) return Duration::max();  // all of them are sent
    due_ = arrival->offset;
    ++taken_;
  }
  return due_;
}

bool FallingBehind::is_hopeless(Duration elapsed, std::uint64_t sent) {
  Duration late{};
  if (may_be_late(elapsed, sent)) late = elapsed - std::min(elapsed, due_time(sent));
  if (late <= patience_) {
    late_.reset();
    return false;
  }
  if (!late_ || late < late_->by) late_ = {elapsed, late};
  if (elapsed - late_->since < patience_) return false;
  reason_ = fmt::format(
      "the generator can't offer this rate: it reached {:.4g}/s, was {:.1f} s behind its schedule "
      "after {:.1f} s, and fell further behind",
      static_cast<double>(sent) / seconds(elapsed), seconds(late), seconds(elapsed));
  return true;
}

}  // namespace harness::measure
