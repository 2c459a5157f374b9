// The phases of a load as they are planned.
#pragma once

#include <string>
#include <vector>

#include "harness/measure/measured.h"
#include "harness/measure/observer.h"
#include "harness/record/window_grid.h"
#include "harness/scenario/scenario.h"
#include "harness/schedule/schedule.h"

namespace harness::measure {

/// A phase before it was measured: see MeasuredPhase for what its members mean.
struct PhasePlan {
  std::string name;
  Duration length{};
  bool measured = true;
  double planned_per_s = 0;
  double scatter = 0;
  bool even = true;
};

std::vector<PhasePlan> plan_of(const scenario::OpenLoad& load, const schedule::Schedule& schedule);
std::vector<PhasePlan> plan_of(const scenario::ClosedLoad& load);

std::vector<Duration> lengths_of(const std::vector<PhasePlan>& plan);

/// The phases as they came to be, from `start` on, on an axis that begins at `origin`, with what
/// was observed of them, which is taken from the observer. Nothing is cut off yet.
std::vector<MeasuredPhase> phases_of(const std::vector<PhasePlan>& plan, Observer& observer,
                                     Duration window, Instant start, Instant origin);

/// How wide the windows are that a timeline with rows of `interval` is looked at in: finer, so that
/// a short run has enough of them for its statistics.
Duration window_for(Duration interval);

}  // namespace harness::measure
