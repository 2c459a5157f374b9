// What the loops make of targets that end requests as they must not, in virtual time.
#include <doctest/doctest.h>

#include <memory>

#include "harness/drive/closed_loop.h"
#include "harness/drive/misbehaving_target.h"
#include "harness/drive/open_loop.h"
#include "harness/schedule/shapes.h"

namespace completions_test {

using namespace std::chrono_literals;
using harness::Duration;
using harness::Instant;
using harness::ManualClock;
using harness::Waiting;
using harness::drive::Behaviour;
using harness::drive::ClosedLoop;
using harness::drive::Conduct;
using harness::drive::Driven;
using harness::drive::MisbehavingTarget;
using harness::drive::Mischief;
using harness::drive::OpenLoop;
using harness::mix::RequestMix;
using harness::record::PhaseTotals;
using harness::record::Recorder;

/// What a load came to.
struct Came {
  Driven driven;
  Conduct conduct;  // with what came while the target went
  PhaseTotals totals;
  std::uint64_t sent = 0;
};

template <class Drive>
Came came_of(Behaviour behaviour, const Drive& drive) {
  ManualClock clock;
  auto target = std::make_unique<MisbehavingTarget>(clock, std::move(behaviour));
  Recorder recorder(1, 0);
  RequestMix mix = RequestMix::make({}, 1, 1).value();
  Came came;
  drive(clock, *target, recorder, mix, [&](const Driven& driven, const auto& loop) {
    came.driven = driven;
    target.reset();
    came.conduct = loop.conduct();
  });
  came.totals = recorder.take().at(0);
  came.sent = recorder.sent();
  return came;
}

/// 100 requests in a second.
Came open(Behaviour behaviour) {
  return came_of(std::move(behaviour), [](auto& clock, auto& target, auto& recorder, auto& mix,
                                          const auto& then) {
    OpenLoop loop(clock, target, recorder, Waiting::spin);
    then(loop.run({harness::schedule::RateProfile::make(harness::schedule::constant("all", 100, 1s))
                       .value(),
                   harness::schedule::Arrivals::constant, 1},
                  mix, clock.now(), 10s, {}),
         loop);
  });
}

/// Two clients for a second.
Came closed(Behaviour behaviour) {
  return came_of(std::move(behaviour),
                 [](auto& clock, auto& target, auto& recorder, auto& mix, const auto& then) {
                   ClosedLoop loop(clock, target, recorder, 2, 0ns);
                   const std::vector<Duration> length{1s};
                   then(loop.run(mix, length, clock.now(), 10s, {}), loop);
                 });
}

TEST_CASE("requests that end twice are recorded once and told") {
  for (const std::size_t threads : {0U, 2U}) {
    for (const Duration by : {0ns, Duration(7ms)}) {
      const Behaviour behaviour{
          .service = 5ms,
          .rules = {{.what = Mischief::ends_twice, .first = 8, .every = 10, .by = by}},
          .threads = threads};
      const Came came = open(behaviour);
      CHECK(came.sent == 100);
      CHECK(came.totals.outcomes.ok == 100);
      CHECK(came.driven.unfinished == 0);
      CHECK(came.conduct.again.count == 10);
      CHECK(came.conduct.again.first == 8);
    }
  }
}

TEST_CASE("in a closed loop a doubled completion makes no second client") {
  const Came plain = closed({.service = 10ms, .threads = 2});
  const Came doubled =
      closed({.service = 10ms, .rules = {{.what = Mischief::ends_twice, .by = 1ms}}, .threads = 2});
  REQUIRE(plain.sent == 200);
  CHECK(doubled.sent == 200);
  CHECK(doubled.totals.outcomes.ok == 200);
  CHECK(doubled.conduct.again.count >= 198);  // the last ones come when nobody looks any more
  CHECK(doubled.conduct.again.first == 0);
  CHECK(plain.conduct.again.count == 0);
}

TEST_CASE("what ends after the driver has given it up is told, and recorded nowhere") {
  const auto check = [](const Came& came) {
    CHECK(came.driven.unfinished == 2);
    CHECK(came.driven.conduct.late.count == 0);
    CHECK(came.conduct.late.count == 2);
    CHECK(came.conduct.late.first == 3);
    CHECK(came.totals.outcomes.ok == came.sent - 2);
  };
  check(open({.rules = {{.what = Mischief::ends_late, .first = 3, .last = 4}}}));
  check(closed({.service = 1ms, .rules = {{.what = Mischief::ends_late, .first = 3, .last = 4}}}));
}

TEST_CASE("what never ends is unfinished, and that is all") {
  const Came came = open({.rules = {{.what = Mischief::never_ends, .first = 50}}});
  CHECK(came.driven.unfinished == 50);
  CHECK(came.driven.finished >= Instant(11s));
  CHECK(came.conduct.late.count == 0);
  CHECK(came.conduct.again.count == 0);
}

TEST_CASE("patience lasts as long as it was asked for") {
  // A request of 70 s, the last of the load.
  const Behaviour behaviour{.service = 1ms,
                            .rules = {{.what = Mischief::stalls, .first = 99, .by = 70s}}};
  for (const auto& [patience, unfinished] :
       {std::pair<Duration, std::uint64_t>{60s, 1}, {5min, 0}}) {
    ManualClock clock;
    MisbehavingTarget target(clock, behaviour);
    Recorder recorder(1, 0);
    RequestMix mix = RequestMix::make({}, 1, 1).value();
    OpenLoop loop(clock, target, recorder, Waiting::spin);
    const Driven driven = loop.run(
        {harness::schedule::RateProfile::make(harness::schedule::constant("all", 100, 1s)).value(),
         harness::schedule::Arrivals::constant, 1},
        mix, clock.now(), patience, {});
    CHECK(driven.unfinished == unfinished);
    CHECK(driven.finished < Instant(72s));
  }
}

TEST_CASE("absurd instants are told by kind") {
  const Came came = open({.service = 1ms,
                          .rules = {{Mischief::finishes_before_due, 10, 19, 1, 3s},
                                    {Mischief::starts_before_sent, 30, 34, 1, 2ms},
                                    {Mischief::finishes_ahead, 50, 52, 1, 30min},
                                    {Mischief::finishes_ahead, 70, 71, 1, 5h}}});
  CHECK(came.totals.outcomes.ok == 100);
  CHECK(came.conduct.disorder.count == 15);
  CHECK(came.conduct.disorder.first == 10);
  CHECK(came.conduct.too_long.count == 2);
  CHECK(came.conduct.too_long.first == 70);
  CHECK(came.conduct.ahead.count == 5);
  CHECK(came.conduct.ahead.first == 50);
}

TEST_CASE("a client whose request says that it ends in an hour goes on now") {
  const Came came = closed(
      {.service = 10ms, .rules = {{Mischief::finishes_ahead, 20, 21, 1, 30min}}, .threads = 2});
  CHECK(came.sent == 200);
  CHECK(came.conduct.ahead.count == 2);
  CHECK(came.conduct.ahead.first == 20);
}

TEST_CASE("what a target throws ends that request as failed, wherever it comes from") {
  for (const Mischief thrown : {Mischief::throws, Mischief::throws_in_submit}) {
    for (const std::size_t threads : {0U, 1U}) {
      const Behaviour behaviour{
          .service = 1ms, .rules = {{.what = thrown, .first = 0, .every = 4}}, .threads = threads};
      for (const Came& came : {open(behaviour), closed(behaviour)}) {
        CHECK(came.totals.outcomes.failed == (came.sent + 3) / 4);
        CHECK(came.totals.outcomes.all() == came.sent);
        CHECK(came.driven.unfinished == 0);
        CHECK(came.conduct.again.count == 0);
      }
    }
  }
}

/// Sees, whenever a request is sent, how many are in flight with it; passes all on.
class Looking final : public harness::Target {
 public:
  Looking(harness::Target& target, const Recorder& recorder)
      : target_(target), recorder_(recorder) {}
  std::uint64_t population() const override { return target_.population(); }
  void submit(const harness::Request& request, harness::Completion done) override {
    most = std::max(most, recorder_.in_flight());
    target_.submit(request, done);
  }

  std::uint64_t most = 0;

 private:
  harness::Target& target_;
  const Recorder& recorder_;
};

TEST_CASE("a client's next request is sent when its last one was recorded, not before") {
  harness::RealClock clock;
  Recorder recorder(1, 0);
  MisbehavingTarget target(clock, {.threads = 1, .population = 5000});
  Looking looking(target, recorder);
  RequestMix mix =
      RequestMix::make({.choice = harness::mix::Choice::sequential_once}, 5000, 1).value();
  const std::vector<Duration> length{1h};
  const Driven driven =
      ClosedLoop(clock, looking, recorder, 1, 0ns).run(mix, length, clock.now(), 60s, {});
  CHECK(driven.unfinished == 0);
  CHECK(recorder.sent() == 5000);
  CHECK(looking.most == 1);
}

}  // namespace completions_test
