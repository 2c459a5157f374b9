#include "harness/drive/misbehaving_target.h"

#include <doctest/doctest.h>

#include <latch>

namespace misbehaving_target_test {

using namespace std::chrono_literals;
using harness::Completion;
using harness::Duration;
using harness::Instant;
using harness::ManualClock;
using harness::Outcome;
using harness::Request;
using harness::Sample;
using harness::Waiting;
using harness::drive::Behaviour;
using harness::drive::MisbehavingTarget;
using harness::drive::Mischief;

/// What completions were given, in their order.
struct Ended {
  std::mutex mutex;
  std::vector<Sample> samples;

  static void receive(void* context, const Sample& sample) {
    auto& ended = *static_cast<Ended*>(context);
    const std::lock_guard lock(ended.mutex);
    ended.samples.push_back(sample);
  }
};

/// Submits requests 0, 1, ... a gap apart on a manual clock; what they came to, by the time that
/// nothing happens any more.
std::vector<Sample> ended(const Behaviour& behaviour, std::uint64_t requests, Duration gap) {
  ManualClock clock;
  Ended ended;
  MisbehavingTarget target(clock, behaviour);
  for (std::uint64_t id = 0; id < requests; ++id) {
    const Instant due = clock.wait_until(Instant(gap * static_cast<std::int64_t>(id)), {}, {});
    target.submit({id, 0}, Completion(&Ended::receive, &ended, {id, 0}, 0, due, due));
  }
  clock.wait_until(clock.now() + 1h, {}, {});
  return ended.samples;
}

Duration latency(const Sample& sample) {
  return sample.finished - sample.due;
}

TEST_CASE("one server works in the order of arrival, and a stall is everybody's") {
  const auto samples = ended(
      {.service = 60ms, .rules = {{.what = Mischief::stalls, .first = 75, .last = 75, .by = 2s}}},
      300, 100ms);
  REQUIRE(samples.size() == 300);
  CHECK(latency(samples[74]) == 60ms);
  CHECK(latency(samples[75]) == 2060ms);
  CHECK(latency(samples[76]) == 2020ms);  // each one after it catches up by 40 ms
  CHECK(latency(samples[77]) == 1980ms);
  CHECK(latency(samples[125]) == 60ms);
  CHECK(samples[76].started - samples[76].sent == 1960ms);
}

TEST_CASE("as many are worked on at once as there are threads") {
  const auto samples = ended({.service = 100ms, .threads = 3}, 6, 0ns);
  for (std::size_t i = 0; i < 6; ++i) CHECK(latency(samples[i]) == (i < 3 ? 100ms : 200ms));
}

TEST_CASE("without threads the caller works, and waits for it") {
  ManualClock clock;
  Ended ended;
  MisbehavingTarget target(clock, {.service = 5ms, .threads = 0});
  target.submit({}, Completion(&Ended::receive, &ended, {}, 0, Instant(), Instant()));
  CHECK(clock.now() == Instant(5ms));
  CHECK(ended.samples.size() == 1);
}

TEST_CASE("nothing goes on while it stands still, once or again and again") {
  ManualClock clock;
  const MisbehavingTarget target(clock, {.standstills = {{.at = 1s, .length = 500ms},
                                                         {.at = 10s, .length = 1s, .every = 5s}}});
  CHECK(target.done_at(0ns, 0ns) == 0ns);
  CHECK(target.done_at(0ns, 1s) == 1s);
  CHECK(target.done_at(500ms, 600ms) == 1600ms);  // in two parts
  CHECK(target.done_at(1s, 0ns) == 1500ms);
  CHECK(target.done_at(1400ms, 1ms) == 1501ms);
  CHECK(target.done_at(1500ms, 1ms) == 1501ms);
  CHECK(target.done_at(10s, 1s) == 12s);
  CHECK(target.done_at(11s, 5s) == 17s);
  CHECK(target.done_at(9s, 10s) == 22s);  // 1 s, then 4 s, 4 s, and 1 s after the third
  CHECK(target.done_at(25s, 1ms) == 26s + 1ms);
}

TEST_CASE("a start-up decays") {
  const auto samples = ended({.service = 1ms, .start_up = 100ms, .start_up_decay = 2s}, 20, 1s);
  CHECK(latency(samples[0]) == 101ms);
  CHECK(latency(samples[2]).count() == doctest::Approx(1e6 + 100e6 / 2.718281828).epsilon(1e-6));
  CHECK(latency(samples[4]).count() == doctest::Approx(1e6 + 100e6 / 7.389056099).epsilon(1e-6));
  CHECK(latency(samples[19]) < 1010us);
}

TEST_CASE("faults come by number") {
  const auto samples =
      ended({.service = 1ms, .rules = {{Mischief::fails, 10, 19}, {Mischief::sheds, 30, 39, 3}}},
            50, 10ms);
  std::vector<std::uint64_t> failed, shed;
  for (const Sample& sample : samples) {
    if (sample.outcome == Outcome::failed) failed.push_back(sample.request.id);
    if (sample.outcome == Outcome::shed) shed.push_back(sample.request.id);
  }
  CHECK(failed == std::vector<std::uint64_t>{10, 11, 12, 13, 14, 15, 16, 17, 18, 19});
  CHECK(shed == std::vector<std::uint64_t>{30, 33, 36, 39});
}

TEST_CASE("what it does wrong it does exactly so") {
  const auto samples = ended({.service = 1ms,
                              .rules = {{Mischief::ends_twice, 0, 0, 1, 3ms},
                                        {Mischief::finishes_before_due, 1, 1, 1, 1s},
                                        {Mischief::starts_before_sent, 2, 2, 1, 1s},
                                        {Mischief::finishes_ahead, 3, 3, 1, 1h},
                                        {Mischief::never_ends, 4, 4},
                                        {Mischief::blocks, 5, 5, 1, 2ms},
                                        {Mischief::throws, 6, 6}}},
                             8, 10ms);
  REQUIRE(samples.size() == 8);  // one twice, one never
  CHECK(samples[0].request.id == 0);
  CHECK(samples[1].request.id == 0);
  CHECK(samples[1].finished == samples[0].finished + 3ms);
  CHECK(latency(samples[2]) == -1s);
  CHECK(samples[3].started == samples[3].sent - 1s);
  CHECK(latency(samples[4]) == 1h + 1ms);
  CHECK(samples[5].started == samples[5].sent + 2ms);
  CHECK(samples[6].rescued);
  CHECK(samples[6].why.reason == "threw an exception");
  CHECK(samples[7].request.id == 7);
}

TEST_CASE("what is held back ends when it is told to, or with the target") {
  ManualClock clock;
  Ended ended;
  {
    MisbehavingTarget target(clock, {.rules = {{Mischief::ends_late}}});
    for (std::uint64_t id = 0; id < 2; ++id) {
      target.submit({id, 0}, Completion(&Ended::receive, &ended, {id, 0}, 0, {}, {}));
      clock.wait_until(clock.now() + 1s, {}, {});
      CHECK(ended.samples.size() == id);
      if (id == 0) target.end_held();
    }
    CHECK(ended.samples.size() == 1);
  }
  REQUIRE(ended.samples.size() == 2);
  CHECK(ended.samples[1].finished == Instant(2s));
}

TEST_CASE("on a real clock many threads end requests, which are counted") {
  harness::RealClock clock;
  constexpr std::uint64_t requests = 1600;
  Ended ended;
  harness::Observation observed;
  {
    MisbehavingTarget target(clock, {.rules = {{Mischief::fails, 0, requests, 4},
                                               {Mischief::throws, 1, requests, 4},
                                               {Mischief::sheds, 2, requests, 4}},
                                     .threads = 16});
    for (std::uint64_t id = 0; id < requests; ++id) {
      const Instant now = clock.now();
      target.submit({id, 0}, Completion(&Ended::receive, &ended, {id, 0}, 0, now, now));
    }
    while ([&] {
      const std::lock_guard lock(ended.mutex);
      return ended.samples.size() < requests;
    }()) {
      std::this_thread::yield();
    }
    observed = target.observe({});
  }
  CHECK(ended.samples.size() == requests);
  CHECK(observed.ok == requests / 4);
  CHECK(observed.failed == requests / 2);
  CHECK(observed.shed == requests / 4);
}

}  // namespace misbehaving_target_test
