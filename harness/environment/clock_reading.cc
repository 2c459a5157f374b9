#include "harness/environment/clock_reading.h"

#include <time.h>

namespace harness::environment {
namespace {

ClockReading::Nanoseconds read(clockid_t which) {
  timespec now{};
  ::clock_gettime(which, &now);
  return std::chrono::seconds(now.tv_sec) + ClockReading::Nanoseconds(now.tv_nsec);
}

}  // namespace

ClockReading read_clocks(Clock& clock) {
  // One right after the other: what passes between them is far below what is looked for.
  return {.run = clock.now().time_since_epoch(),
          .monotonic = read(CLOCK_MONOTONIC),
          .boot = read(CLOCK_BOOTTIME),
          .wall = read(CLOCK_REALTIME)};
}

ClockTrouble trouble_between(const ClockReading& from, const ClockReading& to) {
  const auto awake = to.monotonic - from.monotonic;
  return {.drift = (to.run - from.run) - awake,
          .suspended = (to.boot - from.boot) - awake,
          .stepped = (to.wall - from.wall) - (to.boot - from.boot)};
}

}  // namespace harness::environment
