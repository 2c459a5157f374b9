// Is the machine quiet enough to measure on?
#pragma once

#include <string>
#include <vector>

#include "harness/result/run_result.h"
#include "harness/selftest/noise_floor.h"

namespace harness::selftest {

/// The service time that the limits are derived from: what is measured is at least as long.
constexpr Duration finest_service = std::chrono::microseconds(100);

/// The noise floor against what measuring times of `finest_service` can bear: a clock whose four
/// readings a request cost at most 1 % of it and whose grain is at most 0.1 % of it; cores that
/// lose at most 2 % of their time to hold-ups; at most 2 % stolen by other machines (10 % fails, as
/// in any run). Late wake-ups warn: a generator that sleeps first spins for the last 80 us.
std::vector<result::Check> check_noise(const NoiseFloor& floor);

/// The noise floor in sentences.
std::vector<std::string> describe(const NoiseFloor& floor);

}  // namespace harness::selftest
