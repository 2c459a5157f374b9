#include "harness/selftest/spinning_servers.h"

#include <doctest/doctest.h>

#include <atomic>
#include <mutex>
#include <vector>

namespace spinning_servers_test {

using harness::Clock;
using harness::Completion;
using harness::Duration;
using harness::Instant;
using harness::Outcome;
using harness::RealClock;
using harness::Sample;
using harness::selftest::SpinningServers;
using namespace std::chrono_literals;

namespace {

/// What ended, in that order.
class Ended {
 public:
  Completion completion(std::uint64_t id, Instant now) {
    return Completion(
        [](void* context, const Sample& sample) { static_cast<Ended*>(context)->add(sample); },
        this, {id, 0}, 0, now, now);
  }
  std::vector<Sample> take() {
    const std::lock_guard lock(mutex_);
    return samples_;
  }
  std::size_t count() const { return count_.load(); }

 private:
  void add(const Sample& sample) {
    const std::lock_guard lock(mutex_);
    samples_.push_back(sample);
    ++count_;
  }

  std::mutex mutex_;
  std::vector<Sample> samples_;
  std::atomic<std::size_t> count_{0};
};

/// Returns when so many have ended.
void wait_for(const Ended& ended, std::size_t count) {
  while (ended.count() < count) std::this_thread::yield();
}

}  // namespace

TEST_CASE("one server: in the order of the queue, one after the other, for the time drawn") {
  RealClock clock;
  Ended ended;
  SpinningServers servers(clock, [](Instant) { return 20us; });
  for (std::uint64_t id = 0; id < 50; ++id) {
    servers.submit({id, 0}, ended.completion(id, clock.now()));
  }
  wait_for(ended, 50);
  servers.stop();
  const auto samples = ended.take();
  REQUIRE(samples.size() == 50);
  for (std::size_t i = 0; i < samples.size(); ++i) {
    CHECK(samples[i].request.id == i);
    CHECK(samples[i].outcome == Outcome::ok);
    CHECK(samples[i].finished - samples[i].started >= 20us);
    if (i > 0) CHECK(samples[i].started >= samples[i - 1].finished);
  }
  CHECK(servers.hindrance().served == 50);
  CHECK(servers.hindrance().overtime >= 0ns);
}

TEST_CASE("several servers work at the same time, and lose nothing") {
  RealClock clock;
  Ended ended;
  SpinningServers servers(
      clock, [](Instant) { return 10us; }, 2);
  for (std::uint64_t id = 0; id < 400; ++id) {
    servers.submit({id, 0}, ended.completion(id, clock.now()));
  }
  wait_for(ended, 400);
  std::vector<int> times(400);
  for (const Sample& sample : ended.take()) ++times[sample.request.id];
  for (const int count : times) CHECK(count == 1);
}

TEST_CASE(
    "stopped: what is worked on fails, what waits is shed, however long it would have taken") {
  RealClock clock;
  Ended ended;
  std::atomic<bool> begun{false};
  SpinningServers servers(clock, [&begun](Instant) {
    begun = true;
    return Duration(24h);
  });
  for (std::uint64_t id = 0; id < 10; ++id) {
    servers.submit({id, 0}, ended.completion(id, clock.now()));
  }
  while (!begun) std::this_thread::yield();
  servers.stop();
  const auto samples = ended.take();
  REQUIRE(samples.size() == 10);
  CHECK(samples[0].outcome == Outcome::failed);
  for (std::size_t i = 1; i < samples.size(); ++i) CHECK(samples[i].outcome == Outcome::shed);
}

TEST_CASE("the queue is bounded: beyond it, requests are shed at once") {
  RealClock clock;
  Ended ended;
  std::atomic<bool> begun{false};
  SpinningServers servers(clock, [&begun](Instant) {
    begun = true;
    return Duration(24h);
  });
  servers.submit({0, 0}, ended.completion(0, clock.now()));
  while (!begun) std::this_thread::yield();
  const std::uint64_t beyond = SpinningServers::most_waiting + 5;
  for (std::uint64_t id = 1; id <= beyond; ++id) {
    servers.submit({id, 0}, ended.completion(id, clock.now()));
  }
  CHECK(ended.count() == 5);
  servers.stop();
  CHECK(ended.count() == beyond + 1);
}

}  // namespace spinning_servers_test
