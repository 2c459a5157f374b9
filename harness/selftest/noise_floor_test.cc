#include "harness/selftest/noise_floor.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "harness/selftest/cores.h"
#include "harness/selftest/noise_checks.h"

namespace noise_floor_test {

using harness::result::Check;
using harness::result::CheckState;
using namespace harness::selftest;
using namespace std::chrono_literals;

namespace {

NoiseFloor quiet() {
  NoiseFloor floor;
  floor.clock = {.read_ns = 10, .resolution_ns = 1};
  floor.os_clock = {.read_ns = 25, .resolution_ns = 20};
  floor.wake_ups = {.count = 1000, .late_us_p50 = 15, .late_us_p99 = 50, .late_us_max = 400};
  for (const int core : {0, 1}) {
    CoreStalls stalls{.core = core, .seen = {}};
    for (int tick = 0; tick < 250; ++tick) stalls.seen.add(15us);
    for (int i = 0; i < 10'000; ++i) stalls.seen.add(99'625ns - 99us);
    stalls.seen.watched = 1s;
    floor.cores.push_back(stalls);
  }
  floor.steal_share = 0.001;
  return floor;
}

CheckState worst(const NoiseFloor& floor) {
  CheckState state = CheckState::passed;
  for (const Check& check : check_noise(floor)) state = std::max(state, check.state);
  return state;
}

}  // namespace

TEST_CASE("a quiet machine passes, timer ticks and all") {
  CHECK(worst(quiet()) == CheckState::passed);
}

TEST_CASE("a busy loop on one core, which takes half its time in slices of 3 ms, warns") {
  NoiseFloor floor = quiet();
  for (int i = 0; i < 167; ++i) floor.cores[1].seen.add(3ms);
  CHECK(floor.cores[1].seen.lost_share() > 0.3);
  CHECK(worst(floor) == CheckState::warned);
}

TEST_CASE("clocks that are dear, coarse or go back are refused") {
  NoiseFloor floor = quiet();
  floor.clock.read_ns = 300;
  CHECK(worst(floor) == CheckState::failed);
  floor = quiet();
  floor.clock.resolution_ns = 1000;
  CHECK(worst(floor) == CheckState::failed);
  floor = quiet();
  floor.clock.went_back = true;
  CHECK(worst(floor) == CheckState::failed);
}

TEST_CASE("late wake-ups and stolen time warn") {
  NoiseFloor floor = quiet();
  floor.wake_ups.late_us_p99 = 90;
  CHECK(worst(floor) == CheckState::warned);
  floor = quiet();
  floor.steal_share = 0.05;
  CHECK(worst(floor) == CheckState::warned);
  floor.steal_share = 0.2;
  CHECK(worst(floor) == CheckState::warned);
  floor.steal_share.reset();
  CHECK(worst(floor) == CheckState::passed);
}

TEST_CASE("the floor of this machine: every core was watched, every figure is one") {
  harness::RealClock clock;
  const NoiseFloor floor = measure_noise_floor(clock, 20ms, {});
  CHECK(floor.clock.read_ns > 0);
  CHECK(floor.clock.resolution_ns > 0);
  CHECK_FALSE(floor.clock.went_back);
  CHECK(floor.os_clock.read_ns > 0);
  CHECK(floor.wake_ups.count > 0);
  CHECK(floor.wake_ups.late_us_max >= floor.wake_ups.late_us_p99);
  CHECK(floor.cores.size() == usable_cores().size());
  for (const CoreStalls& core : floor.cores) CHECK(core.seen.lost <= core.seen.watched);
  CHECK(describe(floor).size() >= 3);
}

}  // namespace noise_floor_test
