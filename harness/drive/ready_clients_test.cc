#include "harness/drive/ready_clients.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <thread>

#include "harness/schedule/generator.h"

namespace ready_clients_test {

using namespace std::chrono_literals;
using harness::Instant;
using harness::ManualClock;
using harness::drive::ReadyClients;

TEST_CASE("clients are taken earliest first, in whatever order they were put back") {
  ManualClock clock;
  harness::schedule::Generator random(5, harness::schedule::Stream::items);
  for (const std::size_t clients : {1U, 2U, 3U, 4U, 100U}) {
    ReadyClients ready(clients, Instant(0s));
    for (int round = 0; round < 5; ++round) {
      std::vector<Instant> expected;
      for (std::size_t i = 0; i < clients; ++i) {
        REQUIRE(ready.take(clock, Instant(1h), {}));
        expected.emplace_back(1ms * static_cast<std::int64_t>(random.below(50)));
      }
      for (const Instant when : expected) ready.put(when, true);
      std::sort(expected.begin(), expected.end());
      for (const Instant when : expected) {
        CHECK(ready.take(clock, Instant(1h), {}) == when);
        ready.put(Instant(1min), true);
      }
    }
  }
}

TEST_CASE("a client put back by another thread is not kept out by those that are ready") {
  ManualClock clock;
  ReadyClients ready(2, Instant(0s));
  ready.take(clock, Instant(1h), {});
  ready.take(clock, Instant(1h), {});
  ready.put(Instant(2s), true);
  std::thread([&] { ready.put(Instant(1s), false); }).join();
  CHECK(ready.take(clock, Instant(1h), {}) == Instant(1s));
  CHECK(ready.take(clock, Instant(1h), {}) == Instant(2s));
}

TEST_CASE("with no client ready, taking waits until the end or a stop") {
  ManualClock clock;
  ReadyClients ready(1, Instant(0s));
  CHECK(ready.take(clock, Instant(1h), {}) == Instant(0s));
  CHECK_FALSE(ready.take(clock, Instant(5s), {}));
  CHECK(clock.now() == Instant(5s));
  std::stop_source stop;
  clock.at(Instant(6s), [&] { stop.request_stop(); });
  CHECK_FALSE(ready.take(clock, Instant(1h), stop.get_token()));
  CHECK(clock.now() == Instant(6s));
  ready.put(Instant(7s), true);
  CHECK(ready.take(clock, Instant(1h), {}) == Instant(7s));
}

}  // namespace ready_clients_test
