#include "harness/drive/cheap_spin.h"

#include <doctest/doctest.h>

namespace cheap_spin_test {

using namespace std::chrono_literals;
using harness::Duration;
using harness::Waiting;
using harness::drive::CheapSpin;

namespace {

/// How the last of a hundred requests is waited for.
Waiting after_hundred(CheapSpin& spin, Duration& offset, Duration gap) {
  Waiting last = Waiting::spin;
  for (int i = 0; i < 100; ++i) last = spin.next(offset += gap);
  return last;
}

}  // namespace

TEST_CASE("who sleeps spins the last of it only where requests are far apart") {
  CheapSpin spin(Waiting::sleep);
  Duration offset{};
  CHECK(after_hundred(spin, offset, 3ms) == Waiting::sleep_then_spin);
  CHECK(after_hundred(spin, offset, 100us) == Waiting::sleep);
  CHECK(after_hundred(spin, offset, 1500us) == Waiting::sleep);
  CHECK(after_hundred(spin, offset, 1700us) == Waiting::sleep_then_spin);
}

TEST_CASE("who asked for another way of waiting gets it") {
  for (const Waiting asked : {Waiting::spin, Waiting::sleep_then_spin}) {
    CheapSpin spin(asked);
    Duration offset{};
    CHECK(after_hundred(spin, offset, 10us) == asked);
    CHECK(after_hundred(spin, offset, 10ms) == asked);
  }
}

}  // namespace cheap_spin_test
