#include "harness/environment/clock_reading.h"

#include <doctest/doctest.h>

namespace clock_reading_test {

using namespace std::chrono_literals;
using harness::environment::ClockReading;
using harness::environment::ClockTrouble;
using harness::environment::read_clocks;
using harness::environment::trouble_between;

TEST_CASE("a run's clock is compared with the machine's clocks") {
  const ClockReading from{.run = 5s, .monotonic = 100s, .boot = 150s, .wall = 1'000'000s};
  ClockReading to{.run = 15s, .monotonic = 110s, .boot = 160s, .wall = 1'000'010s};
  ClockTrouble trouble = trouble_between(from, to);
  CHECK(trouble.drift == 0s);
  CHECK(trouble.suspended == 0s);
  CHECK(trouble.stepped == 0s);

  to.run += 7ms;
  CHECK(trouble_between(from, to).drift == 7ms);
  to.run -= 9ms;
  CHECK(trouble_between(from, to).drift == -2ms);

  to.boot += 30s;  // slept; the wall clock went on meanwhile
  to.wall += 30s;
  trouble = trouble_between(from, to);
  CHECK(trouble.suspended == 30s);
  CHECK(trouble.stepped == 0s);

  to.wall -= 1h;
  CHECK(trouble_between(from, to).stepped == -1h);
}

TEST_CASE("the real clock agrees with the machine's") {
  harness::RealClock clock;
  const ClockReading from = read_clocks(clock);
  while (clock.now().time_since_epoch() < from.run + 20ms) {
  }
  const ClockTrouble trouble = trouble_between(from, read_clocks(clock));
  // A preemption between two readings may show as some milliseconds; an hour or a second may not.
  CHECK(trouble.drift < 1s);
  CHECK(trouble.drift > -1s);
}

}  // namespace clock_reading_test
