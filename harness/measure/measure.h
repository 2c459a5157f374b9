// One step of a scenario, measured.
#pragma once

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "harness/measure/measured.h"
#include "harness/measure/stand.h"
#include "harness/scenario/activity.h"
#include "harness/scenario/scenario.h"

namespace harness::measure {

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
};

/// Makes the target, drives the step's load against it and takes the target down. An error means
/// that nothing could be measured (the target can't be made).
Expected<MeasuredStep> measure(Clock& clock, const StepOrder& order, const std::stop_token& stop);

/// The same for several steps of passes, taking turns: a pass of each, another of each, until all
/// have had enough, so that what changes on the machine meanwhile meets all of them alike. Of a run
/// that is cut short only those that had begun. Precondition: each load is closed, of passes.
Expected<std::vector<MeasuredStep>> measure_in_turn(Clock& clock,
                                                    const std::vector<StepOrder>& orders,
                                                    const std::stop_token& stop);

}  // namespace harness::measure
