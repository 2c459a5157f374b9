#include "harness/drive/open_loop.h"

#include <doctest/doctest.h>

#include "harness/drive/simulated_queue.h"
#include "harness/schedule/shapes.h"

namespace open_loop_test {

using namespace std::chrono_literals;
using harness::Completion;
using harness::Duration;
using harness::Instant;
using harness::ManualClock;
using harness::Outcome;
using harness::Request;
using harness::Waiting;
using harness::drive::Driven;
using harness::drive::OpenLoop;
using harness::drive::SimulatedDelay;
using harness::mix::RequestMix;
using harness::record::Recorder;
using harness::schedule::Arrivals;
using harness::schedule::Schedule;

namespace {

Schedule schedule(std::vector<harness::schedule::Segment> segments,
                  Arrivals arrivals = Arrivals::constant) {
  return {harness::schedule::RateProfile::make(std::move(segments)).value(), arrivals, 11};
}

RequestMix in_order(std::uint64_t population, bool once = false) {
  return RequestMix::make({.choice = once ? harness::mix::Choice::sequential_once
                                          : harness::mix::Choice::sequential},
                          population, 1)
      .value();
}

Driven drive(ManualClock& clock, harness::Target& target, Recorder& recorder, Schedule plan,
             RequestMix mix, const std::stop_token& stop = {}) {
  return OpenLoop(clock, target, recorder, Waiting::spin)
      .run(std::move(plan), mix, clock.now(), 10s, {stop, {}});
}

/// Blocks its caller, as no target should: `submit` takes `time`, the first time.
class Blocking final : public harness::Target {
 public:
  Blocking(ManualClock& clock, Duration time) : clock_(clock), time_(time) {}
  std::uint64_t population() const override { return 1; }
  void submit(const Request&, Completion done) override {
    sent.push_back(done.sent());
    const Instant now = clock_.wait_until(clock_.now() + std::exchange(time_, 0ns), {}, {});
    done(Outcome::ok, done.sent(), now);
  }

  std::vector<Instant> sent;

 private:
  ManualClock& clock_;
  Duration time_;
};

/// Ends every other request and forgets the rest.
class Forgetful final : public harness::Target {
 public:
  std::uint64_t population() const override { return 1; }
  void submit(const Request& request, Completion done) override {
    if (request.id % 2 == 0) done(Outcome::ok, done.sent(), done.sent());
  }
};

}  // namespace

TEST_CASE("each request is sent when it is due, however slow the target") {
  for (const Arrivals arrivals : {Arrivals::constant, Arrivals::poisson}) {
    ManualClock clock;
    clock.wait_until(Instant(3s), Waiting::spin, {});
    SimulatedDelay slow(clock, 2s, 10);
    Recorder recorder(1, 0);
    const Schedule plan = schedule(harness::schedule::constant("all", 500, 1s), arrivals);
    const Driven driven = drive(clock, slow, recorder, plan, in_order(10));

    Schedule due = plan;
    for (std::size_t k = 0; k < slow.requests.size(); ++k) {
      CHECK(slow.arrived[k] == Instant(3s) + due.next().value().offset);
      CHECK(slow.sent[k] == slow.arrived[k]);
      CHECK(slow.requests[k].id == k);
      CHECK(slow.requests[k].item == k % 10);
    }
    CHECK_FALSE(due.next());
    CHECK(driven.start == Instant(3s));
    CHECK(driven.sent_until == Instant(4s));
    CHECK(driven.finished >= slow.arrived.back() + 2s);
    CHECK(driven.unfinished == 0);
    CHECK_FALSE(driven.cut_short);
    const auto phase = recorder.take().at(0);
    CHECK(phase.outcomes.ok == slow.requests.size());
    CHECK(phase.lag.max() == 0);
    CHECK(phase.latency.min() == 2'000'000'000);
    CHECK(phase.latency.max() == 2'000'000'000);
  }
}

TEST_CASE("a driver that was held up sends at once, skips nothing, and owns up to its lag") {
  ManualClock clock;
  Blocking target(clock, 5ms);
  Recorder recorder(1, 0);
  drive(clock, target, recorder, schedule(harness::schedule::constant("all", 1000, 8ms)),
        in_order(1));
  // Due at 0.5, 1.5, ... 7.5 ms; the first one holds the driver until 5.5 ms.
  const std::vector<Instant> expected{Instant(500us),  Instant(5500us), Instant(5500us),
                                      Instant(5500us), Instant(5500us), Instant(5500us),
                                      Instant(6500us), Instant(7500us)};
  CHECK(target.sent == expected);
  const auto phase = recorder.take().at(0);
  CHECK(phase.lag.max() == 4'000'000);
  CHECK(phase.lag.mean() == doctest::Approx((4e6 + 3e6 + 2e6 + 1e6) / 8));
  // The first request's latency is its own 5 ms, the others' is their lag.
  CHECK(phase.latency.max() == 5'000'000);
  CHECK(phase.latency.mean() == doctest::Approx((5e6 + 4e6 + 3e6 + 2e6 + 1e6) / 8));
}

TEST_CASE("requests belong to the phase they are due in, and silence lasts until its end") {
  ManualClock clock;
  SimulatedDelay target(clock, 300ms);
  Recorder recorder(3, 0);
  auto segments = harness::schedule::constant("quick", 100, 1s);
  segments.push_back({"slow", 10, 10, 2s});
  segments.push_back({"silent", 0, 0, 4s});
  const Driven driven = drive(clock, target, recorder, schedule(segments), in_order(1));
  const auto phases = recorder.take();
  CHECK(phases[0].outcomes.ok == 100);
  CHECK(phases[1].outcomes.ok == 20);
  CHECK(phases[2].outcomes.all() == 0);
  CHECK(driven.sent_until == Instant(7s));
}

TEST_CASE("a mix that ends ends the load") {
  ManualClock clock;
  SimulatedDelay target(clock, 1ms, 5);
  Recorder recorder(1, 0);
  drive(clock, target, recorder, schedule(harness::schedule::constant("all", 100, 1s)),
        in_order(5, true));
  REQUIRE(target.requests.size() == 5);
  CHECK(target.requests.back().item == 4);
}

TEST_CASE("a stop request ends the load there and keeps what was sent") {
  ManualClock clock;
  SimulatedDelay target(clock, 20ms);
  Recorder recorder(1, 0);
  std::stop_source stop;
  clock.at(Instant(50ms), [&] { stop.request_stop(); });
  const Driven driven =
      drive(clock, target, recorder, schedule(harness::schedule::constant("all", 1000, 1s)),
            in_order(1), stop.get_token());
  CHECK(driven.cut_short);
  CHECK(driven.unfinished == 0);
  CHECK(driven.sent_until == Instant(50ms));
  CHECK(target.requests.size() == 50);
  CHECK(recorder.take().at(0).outcomes.ok == 50);
}

TEST_CASE("requests that never end are counted when the patience is over") {
  ManualClock clock;
  Forgetful target;
  Recorder recorder(1, 0);
  const Driven driven = drive(clock, target, recorder,
                              schedule(harness::schedule::constant("all", 100, 1s)), in_order(1));
  CHECK(driven.unfinished == 50);
  CHECK(driven.finished >= Instant(11s));
  CHECK(driven.finished < Instant(11100ms));
}

}  // namespace open_loop_test
