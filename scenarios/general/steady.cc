// Steady state.
#include "scenarios/general/findings.h"
#include "scenarios/general/loads.h"
#include "scenarios/general/scenarios.h"

namespace scenarios {
namespace {

/// Without a lead-in: where the warm-up ends is found.
OpenLoad steady_load(harness::schedule::Rate rate, harness::Duration length) {
  return {.rate = rate,
          .segments = harness::schedule::constant("steady", 1, length),
          .arrivals = harness::schedule::Arrivals::constant};
}

}  // namespace

Scenario steady(const Subject& subject) {
  return {
      .name = "steady",
      .question = "Does the engine hold its latency under an even load, for as long as you like?",
      .view = harness::result::load_view(),
      .make_target = subject.make_target,
      .popularity = subject.popularity,
      // Far below its capacity an engine takes all that comes; a thousandth is left to a machine
      // that looks away for a moment.
      .limits = {{"errors<=0%", "default"}, {"shed<=0.1%", "default"}},
      .quick = one_load(subject, steady_load(percent_of_capacity(60), 7s), 3s, 250ms),
      .standard = one_load(subject, steady_load(percent_of_capacity(60), 55s), 6s, 1s),
      .full = one_load(subject, steady_load(per_second(5), 1h), 0s, 10s),
      .conclude = conclude_load};
}

}  // namespace scenarios
