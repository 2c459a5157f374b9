// Is the machine quiet enough to measure on?
#pragma once

#include <string>
#include <vector>

#include "harness/result/run_result.h"
#include "harness/selftest/noise_floor.h"

namespace harness::selftest {

/// The service time that the limits are derived from: what is measured is at least as long.
constexpr Duration finest_service = std::chrono::microseconds(100);

/// The noise floor against what measuring times of `finest_service` can bear. A clock whose four
/// readings a request cost more than 1 % of it, whose grain is more than 0.1 % of it, or that goes
/// back, fails. What the machine does only warns, as the soundings say from which latency on it can
/// still measure (finest.h): cores that lose more than 2 % of their time to hold-ups, more than 2 %
/// stolen by other machines, late wake-ups (a generator that sleeps first spins for the last 80
/// us).
std::vector<result::Check> check_noise(const NoiseFloor& floor);

/// The noise floor in sentences.
std::vector<std::string> describe(const NoiseFloor& floor);

}  // namespace harness::selftest
