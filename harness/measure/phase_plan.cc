#include "harness/measure/phase_plan.h"

#include <algorithm>
#include <cmath>

namespace harness::measure {
namespace {

constexpr int windows_a_row = 5;
constexpr Duration shortest_window = std::chrono::milliseconds(10);

}  // namespace

std::vector<PhasePlan> plan_of(const scenario::OpenLoad& load, const schedule::Schedule& schedule) {
  std::vector<PhasePlan> plan;
  for (const schedule::Segment& segment : schedule.profile().segments()) {
    const bool warm_up = plan.empty() && load.warm_up > Duration{};
    const schedule::Schedule::Plan offered = schedule.plan(plan.size());
    plan.push_back({.name = segment.phase,
                    .length = segment.length,
                    .measured = !warm_up,
                    .planned_per_s = offered.arrivals / seconds(segment.length),
                    .scatter = std::sqrt(offered.variance / std::max(1.0, offered.arrivals)),
                    .even = offered.even && load.steady});
  }
  return plan;
}

std::vector<PhasePlan> plan_of(const scenario::ClosedLoad& load) {
  std::vector<PhasePlan> plan;
  if (load.warm_up > Duration{} && !load.passes) plan.push_back({"warm-up", load.warm_up, false});
  plan.push_back({.name = "measured", .length = load.length, .even = !load.passes});
  return plan;
}

std::vector<Duration> lengths_of(const std::vector<PhasePlan>& plan) {
  std::vector<Duration> lengths;
  for (const PhasePlan& phase : plan) lengths.push_back(phase.length);
  return lengths;
}

std::vector<MeasuredPhase> phases_of(const std::vector<PhasePlan>& plan, Observer& observer,
                                     Duration window, Instant start, Instant origin) {
  std::vector<MeasuredPhase> phases;
  for (const PhasePlan& planned : plan) {
    MeasuredPhase phase{.name = planned.name,
                        .measured = planned.measured,
                        .even = planned.even,
                        .start_s = seconds(start - origin),
                        .length = planned.length,
                        .planned_per_s = planned.planned_per_s,
                        .scatter = planned.scatter,
                        .window = window,
                        .slices = observer.take_slices(static_cast<std::uint32_t>(phases.size()))};
    phase.cut({});
    phases.push_back(std::move(phase));
    start += planned.length;
  }
  return phases;
}

Duration window_for(Duration interval) {
  return std::max(interval / windows_a_row, shortest_window);
}

}  // namespace harness::measure
