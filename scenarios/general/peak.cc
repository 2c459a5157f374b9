// Peak load.
#include "scenarios/general/findings.h"
#include "scenarios/general/loads.h"
#include "scenarios/general/scenarios.h"

namespace scenarios {
namespace {

/// A rise to the peak, then the peak: arrivals by chance, as independent users make them.
OpenLoad peak_load(harness::schedule::Rate rate, harness::Duration warm_up, harness::Duration rise,
                   harness::Duration peak) {
  return {.rate = rate,
          .segments = harness::schedule::then(harness::schedule::ramp("rise", 0.3, 1, rise),
                                              harness::schedule::constant("peak", 1, peak)),
          .arrivals = harness::schedule::Arrivals::poisson,
          .warm_up = warm_up,
          .warm_up_level = 0.3};
}

}  // namespace

Scenario peak(const Subject& subject) {
  return {.name = "peak",
          .question =
              "Does the engine stay within its limit when nearly all of its capacity is asked for?",
          .view = harness::result::load_view(),
          .make_target = subject.make_target,
          .popularity = subject.popularity,
          // As little as the search for the highest rate lets a rate refuse that it calls held.
          .limits = {{"errors<=0%", "default"}, {"shed<=1%", "default"}},
          .quick = one_load(subject, peak_load(percent_of_capacity(90), 1s, 1s, 5s), 3s, 250ms),
          .standard = one_load(subject, peak_load(percent_of_capacity(90), 5s, 10s, 40s), 6s, 1s),
          .full = one_load(subject, peak_load(per_second(20), 10s, 1min, 15min), 0s, 5s),
          .conclude = conclude_load};
}

}  // namespace scenarios
