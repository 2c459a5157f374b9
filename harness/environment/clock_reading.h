// Whether the clocks of this machine went on evenly.
#pragma once

#include <chrono>

#include "harness/clock.h"

namespace harness::environment {

/// What each clock said at one moment.
struct ClockReading {
  using Nanoseconds = std::chrono::nanoseconds;

  Nanoseconds run{};        // the clock that all instants of the run come from
  Nanoseconds monotonic{};  // CLOCK_MONOTONIC: goes on evenly while the machine is awake
  Nanoseconds boot{};       // CLOCK_BOOTTIME: also while it sleeps
  Nanoseconds wall{};       // CLOCK_REALTIME: what somebody may have set
};

ClockReading read_clocks(Clock& clock);

/// What happened between two readings, each as a length of time.
struct ClockTrouble {
  std::chrono::nanoseconds drift{};      // of the run's clock against CLOCK_MONOTONIC
  std::chrono::nanoseconds suspended{};  // the machine slept
  std::chrono::nanoseconds stepped{};    // the wall clock was set; steering by NTP included
};

ClockTrouble trouble_between(const ClockReading& from, const ClockReading& to);

}  // namespace harness::environment
