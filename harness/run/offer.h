// What an open load offers, as the schedule that the driver keeps.
#pragma once

#include <string>

#include "harness/load/schedule.h"
#include "harness/run/scenario.h"

namespace harness::run {

/// The load's warm-up and segments at `rate` times their levels, and what lies over them. Phase 0
/// is the warm-up, if there is one. Errors: rates or lengths that RateProfile refuses; no users, or
/// too many of them.
Expected<load::Schedule> schedule_of(const OpenLoad& load, double rate, std::uint64_t seed);

/// How the open loads' arrivals fall, for people: "poisson + 50 users, each gamma:0.1"; one after
/// the other where they differ. Empty for a form without open loads.
std::string describe_arrivals(const Form& form);

}  // namespace harness::run
