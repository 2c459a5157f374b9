// Steady state: source 000, section 12, scenario 1.
#include "scenarios/engine_target.h"
#include "scenarios/findings.h"
#include "scenarios/loads.h"

namespace scenarios::steady {
namespace {

/// Without a lead-in: where the warm-up ends is found.
OpenLoad steady_load(harness::load::Rate rate, harness::Duration length) {
  return {.rate = rate,
          .segments = harness::load::constant("steady", 1, length),
          .arrivals = harness::load::Arrivals::constant,
          .waiting = harness::Waiting::sleep};
}

Scenario steady() {
  return {
      .name = "steady",
      .question = "Does the engine hold its latency under an even load, for as long as you like?",
      .kind = "load",
      .make_target = make_engine_target,
      .popularity = as_in_life,
      // Far below its capacity an engine takes all that comes; a thousandth is left to a machine
      // that looks away for a moment.
      .limits = {{"p99<500ms", "000.S"}, {"errors<=0%", "default"}, {"shed<=0.1%", "default"}},
      .quick = one_load(steady_load(percent_of_capacity(60), 7s), 3s, 250ms),
      .standard = one_load(steady_load(percent_of_capacity(60), 55s), 6s, 1s),
      .full = one_load(steady_load(per_second(5), 1h), 0s, 10s),
      .conclude = conclude_load};
}

const harness::run::Registration registration{steady};

}  // namespace
}  // namespace scenarios::steady
