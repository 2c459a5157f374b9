#include "harness/selftest/stall_pattern.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "harness/drive/simulated_queue.h"
#include "harness/selftest/trial.h"

namespace stall_pattern_test {

using harness::Duration;
using harness::Instant;
using harness::ManualClock;
using harness::result::Check;
using harness::result::CheckState;
using namespace harness::selftest;
using namespace std::chrono_literals;

namespace {

bool all_passed(const Trial& trial) {
  const auto checks = check(trial);
  return std::all_of(checks.begin(), checks.end(),
                     [](const Check& check) { return check.state == CheckState::passed; });
}

}  // namespace

TEST_CASE("a pattern: nothing before, between and after the stalls") {
  const StallPattern pattern{.first = Instant(1s), .length = 100ms, .period = 1s, .times = 2};
  CHECK(pattern.left(Instant(999ms)) == 0ms);
  CHECK(pattern.left(Instant(1s)) == 100ms);
  CHECK(pattern.left(Instant(1030ms)) == 70ms);
  CHECK(pattern.left(Instant(1100ms)) == 0ms);
  CHECK(pattern.left(Instant(2099ms)) == 1ms);
  CHECK(pattern.left(Instant(3s)) == 0ms);
}

TEST_CASE("periodic and single stalls: P99 from due is what the closed form says") {
  ManualClock unused;
  const StallTrial periodic{.measured = 10s, .stall = 100ms, .stalls = 10};
  const StallTrial single{.measured = 10s, .stall = 1s, .stalls = 1};
  const double known_ms[2] = {90, 900};
  int i = 0;
  for (const StallTrial& stalls : {periodic, single}) {
    const Trial trial = run_trial(stalls, Time::virtual_time, unused, {});
    REQUIRE(trial.answers[2].quantile == "p99");
    CHECK(*trial.answers[2].theory_s * 1e3 == doctest::Approx(known_ms[i]).epsilon(1e-9));
    // To a bucket of the histogram, and half the distance between two arrivals.
    CHECK(trial.answers[2].measured_s * 1e3 == doctest::Approx(known_ms[i]).epsilon(0.0015));
    CHECK(trial.answers[0].measured_s == 0);
    CHECK(all_passed(trial));
    ++i;
  }
}

TEST_CASE(
    "stalls that nobody is made to wait for are caught: a target that lets everybody through") {
  const StallTrial stalls{.measured = 10s, .stall = 100ms, .stalls = 10};
  ManualClock clock;
  // Only who is served first in a stall waits, and by the next one it is forgotten: what a closed
  // loop, or a latency counted from the real start, makes of a stall.
  const StallPattern pattern = stalls.pattern(clock.now() + stalls.load().warm_up);
  harness::drive::SimulatedDelay target(clock, 0ns);
  const Measured measured = measure_virtual(clock, clock, target, stalls.load(), {});
  const Trial trial{.name = "stalls",
                    .load = stalls.load(),
                    .measured = measured,
                    .answers = answers_of(stalls, measured, {}),
                    .noise = {},
                    .time = Time::virtual_time};
  CHECK(pattern.left(pattern.first) == 100ms);
  CHECK_FALSE(all_passed(trial));
}

TEST_CASE("a stall 5 % shorter than known is caught") {
  const StallTrial known{.measured = 10s, .stall = 100ms, .stalls = 10};
  const StallTrial shorter{.measured = 10s, .stall = 95ms, .stalls = 10};
  const Measured measured = measure_virtual(shorter, {});
  const Trial trial{.name = "stalls",
                    .load = known.load(),
                    .measured = measured,
                    .answers = answers_of(known, measured, {}),
                    .noise = {},
                    .time = Time::virtual_time};
  CHECK_FALSE(all_passed(trial));
}

}  // namespace stall_pattern_test
