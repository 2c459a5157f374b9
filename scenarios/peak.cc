// Peak load: source 000, section 12, scenario 2.
#include "scenarios/engine_target.h"
#include "scenarios/findings.h"
#include "scenarios/loads.h"

namespace scenarios::peak {
namespace {

/// A rise to the peak, then the peak: arrivals by chance, as independent users make them.
OpenLoad peak_load(harness::load::Rate rate, harness::Duration warm_up, harness::Duration rise,
                   harness::Duration peak) {
  return {.rate = rate,
          .segments = harness::load::then(harness::load::ramp("rise", 0.3, 1, rise),
                                          harness::load::constant("peak", 1, peak)),
          .arrivals = harness::load::Arrivals::poisson,
          .waiting = harness::Waiting::sleep,
          .warm_up = warm_up,
          .warm_up_level = 0.3};
}

Scenario peak() {
  return {.name = "peak",
          .question =
              "Does the engine stay within its limit when nearly all of its capacity is asked for?",
          .kind = "load",
          .make_target = make_engine_target,
          .popularity = as_in_life,
          // As little as the search for the highest rate lets a rate refuse that it calls held.
          .limits = {{"p99<2s", "000.S"}, {"errors<=0%", "default"}, {"shed<=1%", "default"}},
          .quick = one_load(peak_load(percent_of_capacity(90), 1s, 1s, 5s), 3s, 250ms),
          .standard = one_load(peak_load(percent_of_capacity(90), 5s, 10s, 40s), 6s, 1s),
          .full = one_load(peak_load(per_second(20), 10s, 1min, 15min), 0s, 5s),
          .conclude = conclude_load};
}

const harness::run::Registration registration{peak};

}  // namespace
}  // namespace scenarios::peak
