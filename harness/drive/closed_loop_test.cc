#include "harness/drive/closed_loop.h"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "harness/drive/client_threads.h"
#include "harness/drive/null_target.h"
#include "harness/drive/simulated_queue.h"

namespace closed_loop_test {

using namespace std::chrono_literals;
using harness::Clock;
using harness::Completion;
using harness::Duration;
using harness::Instant;
using harness::ManualClock;
using harness::Outcome;
using harness::Request;
using harness::drive::ClosedLoop;
using harness::drive::Driven;
using harness::drive::SimulatedDelay;
using harness::mix::Choice;
using harness::mix::RequestMix;
using harness::record::Recorder;

namespace {

RequestMix mix_of(std::uint64_t population, Choice choice = Choice::sequential) {
  return RequestMix::make({.choice = choice}, population, 1).value();
}

/// Works its requests on threads of its own, as an engine does; counts how many it has at once.
class Threaded final : public harness::Target {
 public:
  Threaded(Clock& clock, std::size_t threads)
      : clock_(clock),
        threads_(clock, threads, 1000, [this](const Request&, const Completion& done) {
          const Instant started = clock_.now();
          --held_;
          done(Outcome::ok, started, clock_.now());
        }) {}

  std::uint64_t population() const override { return 3; }
  void submit(const Request& request, Completion done) override {
    most_held = std::max(most_held, ++held_);
    if (request.item == 0) {  // as a cache would: at once, on the driver's thread
      --held_;
      done(Outcome::ok, done.sent(), clock_.now());
      return;
    }
    threads_.submit(request, done);
  }

  std::int64_t most_held = 0;

 private:
  Clock& clock_;
  std::atomic<std::int64_t> held_{0};
  harness::drive::ClientThreads threads_;
};

}  // namespace

TEST_CASE("N clients keep N requests under way, never more") {
  for (const std::size_t clients : {1U, 3U, 50U}) {
    ManualClock clock;
    SimulatedDelay target(clock, 10ms, 4);
    Recorder recorder(1, 0);
    RequestMix mix = mix_of(4);
    const std::vector<Duration> length{1s};
    const Driven driven =
        ClosedLoop(clock, target, recorder, clients, 0ns).run(mix, length, clock.now(), 1s, {});
    CHECK(target.most_in_flight == clients);
    CHECK(target.requests.size() == clients * 100);
    for (std::size_t k = 0; k < target.requests.size(); ++k) {
      CHECK(target.requests[k].id == k);
      CHECK(target.requests[k].item == k % 4);
      CHECK(target.arrived[k] == Instant(10ms * static_cast<std::int64_t>(k / clients)));
    }
    CHECK(driven.unfinished == 0);
    const auto phase = recorder.take().at(0);
    CHECK(phase.lag.max() == 0);
    CHECK(phase.latency.max() == 10'000'000);
  }
}

TEST_CASE("a client thinks between its last request's end and its next one") {
  ManualClock clock;
  clock.wait_until(Instant(7s), harness::Waiting::spin, {});
  SimulatedDelay target(clock, 4ms);
  Recorder recorder(1, 0);
  RequestMix mix = mix_of(1);
  const std::vector<Duration> length{100ms};
  ClosedLoop(clock, target, recorder, 2, 6ms).run(mix, length, Instant(7s), 1s, {});
  REQUIRE(target.arrived.size() == 20);
  for (std::size_t k = 0; k < 20; ++k) {
    CHECK(target.arrived[k] == Instant(7s + 10ms * static_cast<std::int64_t>(k / 2)));
  }
  CHECK(recorder.take().at(0).lag.max() == 0);
}

TEST_CASE("a client that is late says so: it was due when it was ready") {
  ManualClock clock;
  harness::drive::NullTarget target(clock);
  Recorder recorder(1, 0);
  RequestMix mix = mix_of(1, Choice::sequential_once);
  clock.wait_until(Instant(30ms), harness::Waiting::spin, {});
  const std::vector<Duration> length{1s};
  ClosedLoop(clock, target, recorder, 1, 0ns).run(mix, length, Instant(10ms), 1s, {});
  CHECK(recorder.take().at(0).lag.max() == 20'000'000);
}

TEST_CASE("a request is of the phase in which it is due") {
  ManualClock clock;
  SimulatedDelay target(clock, 10ms);
  Recorder recorder(3, 0);
  RequestMix mix = mix_of(1);
  const std::vector<Duration> lengths{95ms, 0ms, 200ms};
  const Driven driven =
      ClosedLoop(clock, target, recorder, 2, 0ns).run(mix, lengths, clock.now(), 1s, {});
  const auto phases = recorder.take();
  CHECK(phases[0].outcomes.ok == 20);  // due at 0, 10, ... 90 ms
  CHECK(phases[1].outcomes.ok == 0);
  CHECK(phases[2].outcomes.ok == 40);  // due at 100, ... 290 ms
  CHECK(phases[2].first_due == Instant(100ms));
  CHECK(driven.sent_until == Instant(295ms));
}

TEST_CASE("a mix that ends ends the load") {
  ManualClock clock;
  SimulatedDelay target(clock, 10ms, 7);
  Recorder recorder(1, 0);
  RequestMix mix = mix_of(7, Choice::sequential_once);
  const std::vector<Duration> length{1h};
  const Driven driven =
      ClosedLoop(clock, target, recorder, 2, 0ns).run(mix, length, clock.now(), 1s, {});
  CHECK(target.requests.size() == 7);
  CHECK(recorder.take().at(0).outcomes.ok == 7);
  CHECK(driven.finished >= Instant(40ms));
  CHECK(driven.finished < Instant(45ms));
  CHECK_FALSE(driven.cut_short);
}

TEST_CASE("a stop request ends the load there and waits for what is under way") {
  ManualClock clock;
  SimulatedDelay target(clock, 10ms);
  Recorder recorder(1, 0);
  RequestMix mix = mix_of(1);
  std::stop_source stop;
  clock.at(Instant(45ms), [&] { stop.request_stop(); });
  const std::vector<Duration> length{1s};
  const Driven driven = ClosedLoop(clock, target, recorder, 2, 0ns)
                            .run(mix, length, clock.now(), 1s, {stop.get_token(), {}});
  CHECK(driven.cut_short);
  CHECK(driven.unfinished == 0);
  CHECK(recorder.take().at(0).outcomes.ok == 10);
}

TEST_CASE("completions may come from any thread") {
  harness::RealClock clock;
  Recorder recorder(2, 0);
  RequestMix mix = mix_of(3);
  Driven driven;
  const std::vector<Duration> lengths{20ms, 20ms};
  std::int64_t most_held = 0;
  {
    Threaded target(clock, 3);
    ClosedLoop loop(clock, target, recorder, 6, 0ns);
    driven = loop.run(mix, lengths, clock.now(), 60s, {});
    most_held = target.most_held;
  }
  CHECK(driven.unfinished == 0);
  CHECK(recorder.in_flight() == 0);
  CHECK(most_held <= 6);
  const auto phases = recorder.take();
  CHECK(phases[0].outcomes.ok + phases[1].outcomes.ok == recorder.sent());
  CHECK(recorder.sent() > 6);
  for (const auto& phase : phases) CHECK(phase.lag.clamped() == 0);  // nothing was sent early
}

}  // namespace closed_loop_test
