// A step in virtual time: what would be measured of a target whose clock is driven by hand.
#pragma once

#include "harness/measure/measured.h"
#include "harness/scenario/scenario.h"

namespace harness::measure {

/// How a step is measured in virtual time.
struct VirtualOrder {
  scenario::OpenLoad load;
  double rate_per_s = 1;
  std::uint64_t seed = 1;
  Duration interval = std::chrono::seconds(1);    // of the timeline
  Duration patience = std::chrono::seconds(600);  // for requests under way at the end
};

/// Drives the load against the target and looks at it as measure() does, through the schedule, the
/// driver, the recorder and the observer, all on one thread and to the nanosecond; study() has seen
/// the result. Precondition: the load is one that schedule_of() takes. The target must live until
/// this returns, and be of `clock`.
MeasuredStep measure_virtually(ManualClock& clock, Target& target, const VirtualOrder& order);

/// Clients that wait for their answers, from an idle target on.
struct VirtualClients {
  std::size_t clients = 1;
  Duration length{};
  Duration interval = std::chrono::seconds(1);  // of the timeline
  std::uint64_t seed = 1;
};

/// A closed loop, measured as the open one is.
MeasuredStep measure_virtually(ManualClock& clock, Target& target, const VirtualClients& order);

}  // namespace harness::measure
