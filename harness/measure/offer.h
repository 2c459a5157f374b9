// What an open load offers, as the schedule that the driver keeps.
#pragma once

#include <string>

#include "harness/scenario/scenario.h"
#include "harness/schedule/schedule.h"

namespace harness::measure {

/// The load's warm-up and segments at `rate` times their levels, and what lies over them. Phase 0
/// is the warm-up, if there is one. Errors: rates or lengths that RateProfile refuses; no users, or
/// too many of them.
Expected<schedule::Schedule> schedule_of(const scenario::OpenLoad& load, double rate,
                                         std::uint64_t seed);

/// How the open loads' arrivals fall, for people: "poisson + 50 users, each gamma:0.1"; one after
/// the other where they differ. Empty for a form without open loads.
std::string describe_arrivals(const scenario::Form& form);

}  // namespace harness::measure
