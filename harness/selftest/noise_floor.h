// What this machine does to measurements before anything is measured.
#pragma once

#include <optional>
#include <stop_token>
#include <vector>

#include "harness/clock.h"
#include "harness/selftest/stall_count.h"

namespace harness::selftest {

/// A clock's price and grain.
struct ClockCost {
  double read_ns = 0;        // one reading
  double resolution_ns = 0;  // the smallest step that was seen
  bool went_back = false;
};

/// How late a sleeping thread wakes up: 100 us were asked for.
struct WakeUps {
  std::uint64_t count = 0;
  double late_us_p50 = 0, late_us_p99 = 0, late_us_max = 0;
};

/// What a spinning thread saw on one core.
struct CoreStalls {
  int core = 0;
  StallCount seen;
};

/// The machine's noise floor. What can't be found out is empty.
struct NoiseFloor {
  ClockCost clock, os_clock;  // the harness's, and clock_gettime(CLOCK_MONOTONIC)
  WakeUps wake_ups;
  std::vector<CoreStalls> cores;      // those that this process may use
  std::optional<double> steal_share;  // of all cores' time, meanwhile
};

/// Measures for `each` on every figure: about 2.2 times that in all. A stop request ends it early.
NoiseFloor measure_noise_floor(RealClock& clock, Duration each, const std::stop_token& stop);

}  // namespace harness::selftest
