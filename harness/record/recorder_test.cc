#include "harness/record/recorder.h"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>

namespace recorder_test {

using namespace std::chrono_literals;
using harness::Duration;
using harness::Instant;
using harness::Outcome;
using harness::Sample;
using harness::record::PhaseTotals;
using harness::record::Recorder;

namespace {

/// A request due `due` into the test, 1 us late, that waited 2 us and was worked on for `service`.
Sample ended(std::uint64_t id, std::uint32_t phase, Duration due, Duration service,
             Outcome outcome = Outcome::ok) {
  Sample made;
  made.request = {id, id % 7};
  made.window = phase;
  made.outcome = outcome;
  made.due = Instant(due);
  made.sent = made.due + 1us;
  made.started = made.sent + 2us;
  made.finished = made.served = made.started + service;
  return made;
}

void send(Recorder& recorder, const Sample& what) {
  recorder.count_sent();
  recorder.record(what);
}

}  // namespace

TEST_CASE("the four instants become lag, wait, service and latency") {
  Recorder recorder(1, 0);
  send(recorder, ended(0, 0, 10ms, 1000us));
  const PhaseTotals phase = recorder.take().at(0);
  CHECK(phase.lag.max() == 1'000);
  CHECK(phase.wait.max() == 2'000);
  CHECK(phase.service.max() == 1'000'000);
  CHECK(phase.latency.max() == 1'003'000);
  CHECK(phase.first_due == Instant(10ms));
  CHECK(phase.last_finished == Instant(10ms + 1003us));
}

TEST_CASE("what was shed has a lag but no latency, what failed has one of its own") {
  Recorder recorder(1, 0);
  send(recorder, ended(0, 0, 1ms, 5us, Outcome::shed));
  send(recorder, ended(1, 0, 2ms, 5us, Outcome::failed));
  send(recorder, ended(2, 0, 3ms, 5us));
  const PhaseTotals phase = recorder.take().at(0);
  CHECK(phase.outcomes.ok == 1);
  CHECK(phase.outcomes.failed == 1);
  CHECK(phase.outcomes.shed == 1);
  CHECK(phase.outcomes.all() == 3);
  CHECK(phase.outcomes.accepted() == 2);
  CHECK(phase.lag.count() == 3);
  CHECK(phase.latency.count() == 1);
  CHECK(phase.failed_latency.count() == 1);
  CHECK(phase.slowest.sorted().size() == 2);
}

TEST_CASE("windows may alternate; each keeps its own samples") {
  Recorder recorder(3, 0);
  for (std::uint64_t i = 0; i < 100; ++i) {
    send(recorder, ended(i, i % 2 == 0 ? 0 : 2, 1ms * i, i % 2 == 0 ? 10us : 20us));
  }
  const auto phases = recorder.take();
  REQUIRE(phases.size() == 3);
  CHECK(phases[0].outcomes.ok == 50);
  CHECK(phases[0].service.min() == 10'000);
  CHECK(phases[0].service.max() == 10'000);
  CHECK(phases[0].last_finished == Instant(98ms + 13us));
  CHECK(phases[1].outcomes.all() == 0);
  CHECK(phases[1].first_due == Instant::max());
  CHECK(phases[2].outcomes.ok == 50);
  CHECK(phases[2].service.min() == 20'000);
  CHECK(phases[2].first_due == Instant(1ms));
}

TEST_CASE("stages that did not run are in no stage's histogram") {
  Recorder recorder(1, 3);
  const std::vector<Duration> both{3us, -1ns, 4us};
  Sample first = ended(0, 0, 0ms, 7us);
  first.stages = both;
  send(recorder, first);
  const std::vector<Duration> short_list{5us};
  Sample second = ended(1, 0, 1ms, 7us);
  second.stages = short_list;
  send(recorder, second);
  const PhaseTotals phase = recorder.take().at(0);
  REQUIRE(phase.stages.size() == 3);
  CHECK(phase.stages[0].count() == 2);
  CHECK(phase.stages[0].max() == 5'000);
  CHECK(phase.stages[1].count() == 0);
  CHECK(phase.stages[2].count() == 1);
  CHECK(phase.stages[2].max() == 4'000);
}

TEST_CASE("the slowest are the slowest, whichever thread and order they came in") {
  Recorder recorder(1, 0);
  constexpr std::uint64_t each = 1000;
  for (std::uint64_t i = 0; i < 3 * each; ++i) recorder.count_sent();
  std::vector<std::thread> threads;
  for (std::uint64_t t = 0; t < 3; ++t) {
    threads.emplace_back([&recorder, t] {
      for (std::uint64_t i = 0; i < each; ++i) {
        const std::uint64_t id = 3 * (i * 7919 % each) + t;  // every id once, scattered
        recorder.record(ended(id, 0, 0ms, 1us * id));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  const auto slowest = recorder.take().at(0).slowest.sorted();
  REQUIRE(slowest.size() == harness::record::Slowest::kept);
  for (std::size_t k = 0; k < slowest.size(); ++k) {
    CHECK(slowest[k].request.id == 3 * each - 1 - k);
    CHECK(slowest[k].latency() == 3us + 1us * slowest[k].request.id);
  }
}

TEST_CASE("what is taken adds up to what was sent, whatever the threads do") {
  constexpr std::uint64_t each = 20'000;
  constexpr std::uint64_t threads = 3;
  Recorder recorder(2, 0);
  for (std::uint64_t i = 0; i < each * threads; ++i) recorder.count_sent();

  std::vector<PhaseTotals> seen = recorder.empty_totals();
  std::uint64_t most_in_flight = 0;
  std::atomic<bool> done{false};
  std::thread observer([&] {
    bool last = false;
    while (!last) {
      last = done.load();
      recorder.take(seen);
      most_in_flight = std::max(most_in_flight, recorder.in_flight());
    }
  });
  std::vector<std::thread> workers;
  for (std::uint64_t t = 0; t < threads; ++t) {
    workers.emplace_back([&recorder, t] {
      for (std::uint64_t i = 0; i < each; ++i) {
        const Outcome outcome = i % 10 == 0   ? Outcome::shed
                                : i % 10 == 1 ? Outcome::failed
                                              : Outcome::ok;
        recorder.record(ended(i, (i / 100 + t) % 2, 1us * i, 1us * (i % 50), outcome));
      }
    });
  }
  for (std::thread& worker : workers) worker.join();
  done = true;
  observer.join();

  CHECK(recorder.in_flight() == 0);
  CHECK(most_in_flight <= each * threads);
  PhaseTotals sum;
  for (const PhaseTotals& phase : seen) {
    CHECK(phase.outcomes.all() == threads * each / 2);  // strays included
    sum.merge(phase);
  }
  CHECK(sum.outcomes.ok == threads * each * 8 / 10);
  CHECK(sum.outcomes.failed == threads * each / 10);
  CHECK(sum.outcomes.shed == threads * each / 10);
  CHECK(sum.latency.count() == threads * each * 8 / 10);
  CHECK(sum.failed_latency.count() == threads * each / 10);
  CHECK(sum.lag.count() == each * threads);
}

TEST_CASE("a sample is given out once") {
  Recorder recorder(1, 0);
  send(recorder, ended(0, 0, 0ms, 4us));
  CHECK(recorder.take().at(0).outcomes.ok == 1);
  CHECK(recorder.take().at(0).outcomes.all() == 0);
  send(recorder, ended(1, 0, 1ms, 9us));
  const PhaseTotals later = recorder.take().at(0);
  CHECK(later.latency.count() == 1);
  CHECK(later.latency.min() == 12'000);
}

TEST_CASE("in flight is what was sent and has not ended") {
  Recorder recorder(1, 0);
  CHECK(recorder.in_flight() == 0);
  for (int i = 0; i < 5; ++i) recorder.count_sent();
  CHECK(recorder.in_flight() == 5);
  recorder.record(ended(0, 0, 0ms, 1us));
  CHECK(recorder.in_flight() == 4);
  CHECK(recorder.sent() == 5);
}

TEST_CASE("two recorders on one thread don't mix") {
  Recorder first(1, 0);
  Recorder second(1, 1);
  for (std::uint64_t i = 0; i < 10; ++i) {
    send(first, ended(i, 0, 0ms, 1us));
    send(second, ended(i, 0, 0ms, 2us));
  }
  CHECK(first.take().at(0).service.max() == 1'000);
  const PhaseTotals other = second.take().at(0);
  CHECK(other.service.min() == 2'000);
  CHECK(other.outcomes.ok == 10);
}

TEST_CASE("the threads of later passes take over the parts of earlier ones, and nothing is lost") {
  Recorder recorder(2, 0);
  constexpr std::uint64_t passes = 20;
  for (std::uint64_t pass = 0; pass < passes; ++pass) {
    send(recorder, ended(0, 0, 0ms, 1us));  // this thread's own
    recorder.count_sent();
    std::thread([&] { recorder.record(ended(pass, pass % 2, 0ms, 1us)); }).join();
    CHECK(recorder.parts() == 2);
    recorder.reuse_parts();
  }
  const auto phases = recorder.take();
  CHECK(phases[0].outcomes.ok == passes + passes / 2);
  CHECK(phases[1].outcomes.ok == passes / 2);
  CHECK(recorder.in_flight() == 0);
}

TEST_CASE("what it takes is told: more once new times were met, no more for the same again") {
  Recorder recorder(1, 2);
  const auto after = [&](Duration service) {
    for (int buffer = 0; buffer < 2; ++buffer) {  // each of the two, by turns
      send(recorder, ended(0, 0, 1ms, service));
      recorder.take();
    }
    return recorder.memory_bytes();
  };
  const std::size_t few = after(1us);
  CHECK(few > sizeof(PhaseTotals));
  const std::size_t more = after(1s);
  CHECK(more > few);
  CHECK(after(1us) == more);
  CHECK(after(1s) == more);
}

}  // namespace recorder_test
