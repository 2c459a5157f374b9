// Loads that are sent from several threads.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <thread>

#include "harness/drive/closed_loop.h"
#include "harness/drive/misbehaving_target.h"
#include "harness/drive/open_loop.h"
#include "harness/schedule/shapes.h"

namespace sending_threads_test {

using namespace std::chrono_literals;
using harness::Completion;
using harness::Duration;
using harness::Instant;
using harness::ManualClock;
using harness::Outcome;
using harness::RealClock;
using harness::Request;
using harness::Waiting;
using harness::drive::ClosedLoop;
using harness::drive::Driven;
using harness::drive::OpenLoop;
using harness::mix::RequestMix;
using harness::record::Recorder;
using harness::schedule::Schedule;

/// Answers at once and keeps what each thread was given.
class Seeing final : public harness::Target {
 public:
  struct Seen {
    Request request;
    Duration due;  // from the first second of the clock's axis
  };

  explicit Seeing(harness::Clock& clock) : clock_(clock) {}
  std::uint64_t population() const override { return 1000; }
  bool concurrent() const override { return true; }
  void submit(const Request& request, Completion done) override {
    {
      const std::lock_guard lock(mutex_);
      by_thread_[std::this_thread::get_id()].push_back({request, done.due().time_since_epoch()});
    }
    done(Outcome::ok, done.sent(), std::max(done.sent(), clock_.now()));
  }

  /// In the order of their ids; each thread's must be in that order already.
  std::vector<Seen> all() const {
    std::vector<Seen> seen;
    const auto earlier = [](const Seen& a, const Seen& b) { return a.request.id < b.request.id; };
    for (const auto& [thread, some] : by_thread_) {
      CHECK(std::is_sorted(some.begin(), some.end(), earlier));
      CHECK(std::is_sorted(some.begin(), some.end(),
                           [](const Seen& a, const Seen& b) { return a.due < b.due; }));
      seen.insert(seen.end(), some.begin(), some.end());
    }
    std::sort(seen.begin(), seen.end(), earlier);
    return seen;
  }
  std::size_t threads() const { return by_thread_.size(); }

 private:
  harness::Clock& clock_;
  std::mutex mutex_;
  std::map<std::thread::id, std::vector<Seen>> by_thread_;
};

Schedule schedule() {
  return {harness::schedule::RateProfile::make(harness::schedule::constant("all", 20'000, 200ms))
              .value(),
          harness::schedule::Arrivals::poisson, 5};
}

RequestMix zipf() {
  return RequestMix::make({.choice = harness::mix::Choice::zipf}, 1000, 7).value();
}

TEST_CASE("threads that share a schedule send together exactly what one alone would") {
  ManualClock virtual_time;
  Seeing alone(virtual_time);
  Recorder recorder(1, 0);
  RequestMix mix = zipf();
  OpenLoop(virtual_time, alone, recorder, Waiting::spin).run(schedule(), mix, Instant(), 1s, {});
  const std::vector<Seeing::Seen> expected = alone.all();
  REQUIRE(expected.size() > 3000);

  for (const std::size_t threads : {2U, 4U}) {
    RealClock clock;
    Seeing together(clock);
    Recorder all(1, 0);
    RequestMix again = zipf();
    const Instant start = clock.now();
    OpenLoop loop(clock, together, all, Waiting::sleep, Duration::max(), threads);
    const Driven driven = loop.run(schedule(), again, start, 10s, {});
    const std::vector<Seeing::Seen> seen = together.all();
    REQUIRE(seen.size() == expected.size());
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < seen.size(); ++i) {
      const bool right = seen[i].request.id == i &&
                         seen[i].request.item == expected[i].request.item &&
                         seen[i].due == start.time_since_epoch() + expected[i].due;
      if (!right) ++wrong;
    }
    CHECK(wrong == 0);
    CHECK(driven.unfinished == 0);
    CHECK(all.in_flight() == 0);
    CHECK(all.sent() == seen.size());
    CHECK(all.take().at(0).outcomes.ok == seen.size());
    CHECK(loop.conduct().again.count == 0);
    CHECK(loop.conduct().disorder.count == 0);
  }
}

TEST_CASE("a thread that is blocked holds up only the request that it has") {
  RealClock clock;
  harness::drive::MisbehavingTarget target(
      clock, {.rules = {{harness::drive::Mischief::blocks, 10, 10, 1, 300ms}},
              .threads = 0,
              .concurrent = true});
  Recorder recorder(1, 0);
  RequestMix mix = RequestMix::make({}, 1, 1).value();
  OpenLoop loop(clock, target, recorder, Waiting::sleep, Duration::max(), 2);
  // Every 5 ms for 400 ms.
  loop.run(
      {harness::schedule::RateProfile::make(harness::schedule::constant("all", 200, 400ms)).value(),
       harness::schedule::Arrivals::constant, 1},
      mix, clock.now(), 10s, {});
  const auto phase = recorder.take().at(0);
  CHECK(phase.outcomes.ok == 80);
  CHECK(phase.latency.max() >= 300'000'000);
  // One thread alone would have sent 59 of them late, by 150 ms on average.
  CHECK(phase.lag.quantile(0.9) < 100'000'000);
  CHECK(loop.conduct().longest_blocked > 200ms);
}

TEST_CASE("clients spread over threads that call the target themselves") {
  RealClock clock;
  for (const auto& [clients, threads] :
       {std::pair<std::size_t, std::size_t>{3, 3}, {5, 2}, {2, 8}}) {
    Seeing target(clock);
    Recorder recorder(2, 0);
    RequestMix mix = zipf();
    const std::vector<Duration> lengths{20ms, 20ms};
    const Driven driven =
        ClosedLoop(clock, target, recorder, clients, 0ns, Duration::max(), threads)
            .run(mix, lengths, clock.now(), 10s, {});
    CHECK(target.threads() == std::min(clients, threads));
    std::vector<Seeing::Seen> seen = target.all();
    CHECK(seen.size() == recorder.sent());
    CHECK(std::adjacent_find(seen.begin(), seen.end(), [](const auto& a, const auto& b) {
            return a.request.id == b.request.id;
          }) == seen.end());
    CHECK(driven.unfinished == 0);
    const auto phases = recorder.take();
    CHECK(phases[0].outcomes.ok + phases[1].outcomes.ok == recorder.sent());
    CHECK(recorder.sent() >= clients);
  }
}

TEST_CASE("several threads ask for each item of a pass once") {
  RealClock clock;
  Seeing target(clock);
  Recorder recorder(1, 0);
  RequestMix mix =
      RequestMix::make({.choice = harness::mix::Choice::sequential_once}, 1000, 1).value();
  const std::vector<Duration> length{1h};
  ClosedLoop(clock, target, recorder, 4, 0ns, Duration::max(), 4)
      .run(mix, length, clock.now(), 10s, {});
  const std::vector<Seeing::Seen> seen = target.all();
  REQUIRE(seen.size() == 1000);
  for (std::size_t i = 0; i < seen.size(); ++i) CHECK(seen[i].request.item == i);
}

TEST_CASE("sixteen threads of the target's own may end what several threads sent") {
  RealClock clock;
  Recorder recorder(1, 0);
  RequestMix mix = zipf();
  const std::vector<Duration> length{100ms};
  harness::drive::Conduct conduct;
  Driven driven;
  {
    harness::drive::MisbehavingTarget target(
        clock, {.threads = 16, .concurrent = true, .population = 1000});
    ClosedLoop loop(clock, target, recorder, 32, 0ns, Duration::max(), 3);
    driven = loop.run(mix, length, clock.now(), 10s, {});
    conduct = loop.conduct();
  }
  CHECK(driven.unfinished == 0);
  CHECK(recorder.sent() > 32);
  CHECK(recorder.take().at(0).outcomes.ok == recorder.sent());
  CHECK(conduct.again.count == 0);
  CHECK(conduct.disorder.count == 0);
  CHECK(conduct.ahead.count == 0);
}

TEST_CASE("each thread's clients are doubled by nobody") {
  RealClock clock;
  Recorder recorder(1, 0);
  RequestMix mix = zipf();
  const std::vector<Duration> length{50ms};
  harness::drive::MisbehavingTarget target(
      clock, {.rules = {{.what = harness::drive::Mischief::ends_twice}},
              .threads = 4,
              .concurrent = true,
              .population = 1000});
  Recorder all(1, 0);
  ClosedLoop loop(clock, target, recorder, 4, 0ns, Duration::max(), 2);
  const Driven driven = loop.run(mix, length, clock.now(), 10s, {});
  CHECK(driven.unfinished == 0);
  CHECK(recorder.take().at(0).outcomes.ok == recorder.sent());
  CHECK(loop.conduct().again.count > 0);
}

}  // namespace sending_threads_test
