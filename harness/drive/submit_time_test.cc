#include "harness/drive/submit_time.h"

#include <doctest/doctest.h>

#include "harness/drive/closed_loop.h"
#include "harness/drive/misbehaving_target.h"
#include "harness/drive/open_loop.h"
#include "harness/schedule/shapes.h"

namespace submit_time_test {

using namespace std::chrono_literals;
using harness::Duration;
using harness::Instant;
using harness::ManualClock;
using harness::Waiting;
using harness::drive::Behaviour;
using harness::drive::Conduct;
using harness::drive::MisbehavingTarget;
using harness::drive::Mischief;
using harness::drive::SubmitTime;
using harness::mix::RequestMix;
using harness::record::Recorder;

/// A second of 1,000/s.
Conduct open(ManualClock& clock, Behaviour behaviour) {
  MisbehavingTarget target(clock, std::move(behaviour));
  Recorder recorder(1, 0);
  RequestMix mix = RequestMix::make({}, 1, 1).value();
  return harness::drive::OpenLoop(clock, target, recorder, Waiting::spin)
      .run({harness::schedule::RateProfile::make(harness::schedule::constant("all", 1000, 1s))
                .value(),
            harness::schedule::Arrivals::constant, 1},
           mix, clock.now(), 10s, {})
      .conduct;
}

TEST_CASE("a submit() that blocks is timed, and the lag that it makes is laid to it") {
  ManualClock clock;
  const Conduct conduct = open(clock, {.rules = {{Mischief::blocks, 100, 100, 1, 5ms},
                                                 {Mischief::blocks, 500, 500, 1, 500us}}});
  CHECK(conduct.blocked == 5500us);
  CHECK(conduct.longest_blocked == 5ms);
  // The four due meanwhile are sent 4, 3, 2 and 1 ms late; the one due at its end is punctual.
  CHECK(conduct.lag == 10ms);
  CHECK(conduct.lag_by_blocking == 10ms);
  CHECK(conduct.explains_lag());
}

TEST_CASE("a target that returns at once is not blamed for a generator that starts late") {
  ManualClock clock;
  clock.wait_until(Instant(1s), {}, {});
  MisbehavingTarget target(clock, {.service = 10ms});
  Recorder recorder(1, 0);
  RequestMix mix = RequestMix::make({}, 1, 1).value();
  const Conduct conduct =
      harness::drive::OpenLoop(clock, target, recorder, Waiting::spin)
          .run({harness::schedule::RateProfile::make(harness::schedule::constant("all", 1000, 1s))
                    .value(),
                harness::schedule::Arrivals::constant, 1},
               mix, Instant(500ms), 100s, {})
          .conduct;
  CHECK(conduct.lag > 100s);
  CHECK(conduct.lag_by_blocking == 0s);
  CHECK(conduct.blocked == 0s);
  CHECK_FALSE(conduct.explains_lag());
}

TEST_CASE("in a closed loop a client waits for the others' submit(), which is told") {
  ManualClock clock;
  MisbehavingTarget target(clock, {.service = 2ms, .threads = 0});
  Recorder recorder(1, 0);
  RequestMix mix = RequestMix::make({}, 1, 1).value();
  const std::vector<Duration> length{1s};
  const Conduct conduct = harness::drive::ClosedLoop(clock, target, recorder, 3, 0ns)
                              .run(mix, length, clock.now(), 10s, {})
                              .conduct;
  CHECK(conduct.blocked >= 1s);
  CHECK(conduct.longest_blocked == 2ms);
  CHECK(conduct.explains_lag());
}

TEST_CASE("what lies between two readings is told by its length") {
  ManualClock clock;
  SubmitTime time(clock);
  time.start();
  const auto hand_over = [&](Instant due, Instant sent, Duration took) {
    time.begin(due, sent);
    time.end(sent + took);
  };
  hand_over(Instant(1ms), Instant(1ms), 2us);  // bookkeeping
  hand_over(Instant(2ms), Instant(2ms), 3us);
  hand_over(Instant(3ms), Instant(3ms), 100us);
  time.begin(Instant(4ms), Instant(4ms));  // its end is read once
  time.end(Instant(4ms) + 10us);
  time.end(Instant(5ms));
  Conduct conduct;
  time.add_to(conduct);
  CHECK(conduct.blocked == 113us);
  CHECK(conduct.longest_blocked == 100us);
  CHECK(conduct.lag == 0s);
}

}  // namespace submit_time_test
