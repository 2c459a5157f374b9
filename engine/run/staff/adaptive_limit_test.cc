#include "engine/run/staff/adaptive_limit.h"

#include <doctest/doctest.h>

namespace adaptive_limit_test {

using engine::run::staff::AdaptiveLimit;
using engine::run::staff::MachineReading;
using engine::run::staff::Observation;

namespace {

constexpr engine::Duration ms = std::chrono::milliseconds(1);

/// A full queue of millisecond items whose workers never wait, on an idle machine of four cores.
Observation busy() {
  return {.machine = {.cores = 4, .idle_cores = 3, .memory_available = 0.5},
          .backlog = 100,
          .service = ms,
          .running = 1};
}

std::size_t after(AdaptiveLimit& limit, const Observation& seen, int times) {
  for (int i = 0; i < times; ++i) limit.decide(seen);
  return limit.limit();
}

}  // namespace

TEST_CASE("it begins with one worker and stays there while there is little to do") {
  AdaptiveLimit limit(8);
  CHECK(limit.limit() == 1);
  Observation seen = busy();
  seen.backlog = 0;
  CHECK(after(limit, seen, 10) == 1);
  // 10 items of 10 us are done before another worker is awake.
  seen.backlog = 10;
  seen.service = ms / 100;
  CHECK(after(limit, seen, 10) == 1);
  seen.backlog = 100;
  CHECK(after(limit, seen, 1) == 2);
}

TEST_CASE("it doubles up to the cores, and not beyond while nobody waits") {
  AdaptiveLimit limit(64);
  CHECK(after(limit, busy(), 1) == 2);
  CHECK(after(limit, busy(), 1) == 4);
  CHECK(after(limit, busy(), 10) == 4);
}

TEST_CASE("it never exceeds the workers that there are") {
  AdaptiveLimit three(3);
  CHECK(after(three, busy(), 10) == 3);
  AdaptiveLimit none(0);
  CHECK(after(none, busy(), 10) == 1);
}

TEST_CASE("workers that wait while cores are idle are joined by others") {
  AdaptiveLimit limit(16);
  Observation seen = busy();
  seen.running = 0.3;
  CHECK(after(limit, seen, 2) == 4);
  CHECK(after(limit, seen, 1) == 5);
  CHECK(after(limit, seen, 100) == 16);
}

TEST_CASE("beyond the cores, workers that wait for cores are sent away one by one") {
  AdaptiveLimit limit(16);
  Observation seen = busy();
  seen.running = 0.3;
  REQUIRE(after(limit, seen, 6) == 8);
  seen.machine.idle_cores = 0;
  seen.running = 0.5;
  CHECK(after(limit, seen, 1) == 7);
  CHECK(after(limit, seen, 100) == 4);
}

TEST_CASE("on a machine that others keep busy too, it keeps its cores") {
  AdaptiveLimit limit(16);
  Observation seen = busy();
  seen.machine.idle_cores = 0;
  seen.running = 0.5;
  CHECK(after(limit, seen, 100) == 4);
}

TEST_CASE("scarce memory halves it, down to one") {
  AdaptiveLimit limit(16);
  REQUIRE(after(limit, busy(), 5) == 4);
  Observation seen = busy();
  seen.machine.memory_available = 0.01;
  CHECK(after(limit, seen, 1) == 2);
  CHECK(after(limit, seen, 5) == 1);
  seen.machine.memory_available = 0.2;
  CHECK(after(limit, seen, 5) == 4);
}

TEST_CASE("a fraction of a core is not counted on") {
  AdaptiveLimit limit(16);
  Observation seen = busy();
  seen.machine.cores = 2.9;
  CHECK(after(limit, seen, 10) == 2);
  seen.machine.cores = 0.5;
  AdaptiveLimit other(16);
  CHECK(after(other, seen, 10) == 1);
}

}  // namespace adaptive_limit_test
