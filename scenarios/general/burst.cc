// Burst traffic.
#include "scenarios/general/findings.h"
#include "scenarios/general/loads.h"
#include "scenarios/general/scenarios.h"

namespace scenarios {
namespace {

/// Nothing, then far more than the engine can take, then nothing, over and over.
OpenLoad burst_load(harness::schedule::Rate rate, harness::Duration warm_up,
                    harness::Duration quiet, harness::Duration burst, unsigned cycles) {
  return {.rate = rate,
          .segments = harness::schedule::burst({.quiet_per_s = 0,
                                                .peak_per_s = 1,
                                                .quiet = quiet,
                                                .peak = burst,
                                                .edge = {},
                                                .cycles = cycles}),
          .arrivals = harness::schedule::Arrivals::poisson,
          .warm_up = warm_up,
          .warm_up_level = 0.2};
}

}  // namespace

Scenario burst(const Subject& subject) {
  return {
      .name = "burst",
      .question =
          "What is shed, what is slow and how long does recovery take when far too much "
          "comes at once?",
      .view = harness::result::load_view(),
      .make_target = subject.make_target,
      .popularity = subject.popularity,
      // "Graceful degradation" is all that the source asks: what is accepted is also done. Of two
      // and a half times the capacity 60 % must be refused, and a tenth more may be: the engine
      // goes on with three quarters of its work while it refuses. A second after the burst it is
      // over.
      .limits = {{"errors<=0%", "default"}, {"shed<=70%", "default"}, {"recovery<=1s", "default"}},
      .quick = one_load(subject, burst_load(percent_of_capacity(250), 1s, 1s, 1s, 2), 3s, 100ms),
      .standard = one_load(subject, burst_load(percent_of_capacity(250), 5s, 5s, 5s, 4), 6s, 500ms),
      .full = one_load(subject, burst_load(per_second(50), 10s, 1min, 5min, 3), 0s, 2s),
      .conclude = conclude_bursts,
      .own_figures = {"recovery"}};
}

}  // namespace scenarios
