// The load of a soak.
#pragma once

#include "scenarios/general/loads.h"
#include "scenarios/general/soak_findings.h"

namespace scenarios {

/// How long a soak's parts are.
struct SoakSize {
  harness::schedule::Rate rate;
  harness::Duration warm_up{}, third{}, capacity{}, interval{};
};

/// Three parts alike, so that the last can be held against the first.
inline Form soak_form(const Subject& subject, const SoakSize& size) {
  OpenLoad load{.rate = size.rate,
                .segments = {},
                .arrivals = harness::schedule::Arrivals::poisson,
                .warm_up = size.warm_up,
                .steady = false};
  for (const char* phase : {first_third, middle_third, last_third}) {
    load.segments.push_back({phase, 1, 1, size.third});
  }
  return one_load(subject, std::move(load), size.capacity, size.interval);
}

}  // namespace scenarios
