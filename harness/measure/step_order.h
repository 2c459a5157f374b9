// What the measuring of a step is told.
#pragma once

#include <functional>
#include <span>
#include <string>

#include "harness/record/request_bounds.h"
#include "harness/scenario/activity.h"
#include "harness/scenario/scenario.h"
#include "harness/slice/slice.h"

namespace harness::measure {

class Stand;

/// What a step's measuring needs.
struct StepOrder {
  const scenario::Step& step;
  mix::Popularity popularity;
  scenario::MakeTarget make_target;
  scenario::TargetOrder target;  // its scratch is the parent of each target's own
  std::uint64_t seed = 0;
  double capacity_per_s = 0;  // for a relative rate
  Duration interval{};
  Instant origin;  // of the run's time axis
  std::function<void(const std::string& phase, const result::TimelineRow&)> tell;
  /// Asked after each slice of a measured phase whether enough was measured; may be null. Called on
  /// the observing thread.
  std::function<bool(std::span<const slice::Slice>)> enough;
  /// Where the target stands if it is to meet several steps: made by the first, and taken down by
  /// who owns the stand (or by a step that had to leave requests behind). Null: one of the step's.
  Stand* stand = nullptr;
  /// Told what the step is about from now on, by the thread that measures.
  std::function<void(scenario::Activity)> begins = scenario::untold;
  Duration patience = std::chrono::seconds(60);  // for requests under way at the end
  record::RequestBounds bounds = {};             // which requests are counted as good ones
};

}  // namespace harness::measure
