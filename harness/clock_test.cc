#include "harness/clock.h"

#include <doctest/doctest.h>

#include <thread>
#include <vector>

namespace clock_test {

using namespace std::chrono_literals;
using harness::Instant;
using harness::ManualClock;
using harness::RealClock;
using harness::Signal;
using harness::Waiting;

TEST_CASE("the real clock never goes back and shares the monotonic clock's epoch") {
  RealClock clock;
  Instant last = clock.now();
  for (int i = 0; i < 100'000; ++i) {
    const Instant now = clock.now();
    CHECK_UNARY(now >= last);
    last = now;
  }
  const auto off = std::chrono::abs(clock.now() - Instant(std::chrono::steady_clock::now()));
  CHECK(off < 50ms);
}

TEST_CASE("no way of waiting returns early") {
  RealClock clock;
  for (const Waiting waiting : {Waiting::spin, Waiting::sleep_then_spin, Waiting::sleep}) {
    const Instant due = clock.now() + 300us;
    const Instant back = clock.wait_until(due, waiting, {});
    CHECK(back >= due);
    CHECK(clock.now() >= back);
    CHECK(clock.wait_until(due, waiting, {}) >= due);  // long past: at once
  }
}

TEST_CASE("a stop request ends a long wait") {
  RealClock clock;
  for (const Waiting waiting : {Waiting::spin, Waiting::sleep_then_spin, Waiting::sleep}) {
    std::stop_source stop;
    std::jthread stopper([&] { stop.request_stop(); });
    const Instant due = clock.now() + 1h;
    CHECK(clock.wait_until(due, waiting, stop.get_token()) < due);
  }
  std::stop_source stop;
  Signal never;
  std::jthread stopper([&] { stop.request_stop(); });
  CHECK_FALSE(clock.wait_for(never, clock.now() + 1h, stop.get_token()));
}

TEST_CASE("a signal wakes its waiter and counts once") {
  RealClock clock;
  Signal signal;
  std::jthread raiser([&] { signal.raise(); });
  CHECK(clock.wait_for(signal, clock.now() + 1h, {}));
  raiser.join();
  CHECK_FALSE(clock.wait_for(signal, clock.now(), {}));
  signal.raise();
  signal.raise();
  CHECK(signal.lower());
  CHECK_FALSE(signal.lower());
}

TEST_CASE("virtual time runs events in order and stands still otherwise") {
  ManualClock clock;
  std::vector<int> order;
  const Instant start = clock.now();
  clock.at(start + 2s, [&] { order.push_back(2); });
  clock.at(start + 1s, [&] {
    order.push_back(1);
    CHECK(clock.now() == start + 1s);
    clock.at(start + 1500ms, [&] { order.push_back(15); });
  });
  clock.at(start + 2s, [&] { order.push_back(22); });
  clock.at(start + 9s, [&] { order.push_back(9); });
  CHECK(clock.now() == start);
  CHECK(clock.wait_until(start + 3s, Waiting::spin, {}) == start + 3s);
  CHECK(order == std::vector{1, 15, 2, 22});
}

TEST_CASE("waiting for a signal advances virtual time only as far as needed") {
  ManualClock clock;
  Signal signal;
  const Instant start = clock.now();
  clock.at(start + 5s, [&] { signal.raise(); });
  CHECK(clock.wait_for(signal, start + 1h, {}));
  CHECK(clock.now() == start + 5s);
  CHECK_FALSE(clock.wait_for(signal, start + 6s, {}));
  CHECK(clock.now() == start + 6s);
}

}  // namespace clock_test
