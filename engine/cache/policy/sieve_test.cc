#include "engine/cache/policy/sieve.h"

#include <doctest/doctest.h>

#include <vector>

namespace sieve_test {

using engine::cache::policy::no_slot;
using engine::cache::policy::Sieve;

namespace {

std::vector<std::uint32_t> drain(Sieve& sieve) {
  std::vector<std::uint32_t> order;
  while (true) {
    const std::uint32_t slot = sieve.victim();
    if (slot == no_slot) return order;
    order.push_back(slot);
  }
}

Sieve with_slots(std::uint32_t count) {
  Sieve sieve;
  for (std::uint32_t slot = 0; slot < count; ++slot) sieve.added(slot, {});
  return sieve;
}

}  // namespace

TEST_CASE("an empty order has no victim") {
  CHECK(Sieve().victim() == no_slot);
}

TEST_CASE("what was never used goes in order of arrival") {
  Sieve sieve = with_slots(4);
  CHECK(drain(sieve) == std::vector<std::uint32_t>{0, 1, 2, 3});
}

TEST_CASE("what was used is passed over once, and keeps its place") {
  Sieve sieve = with_slots(4);
  sieve.touched(0);
  sieve.touched(2);
  CHECK(drain(sieve) == std::vector<std::uint32_t>{1, 3, 0, 2});
}

// Slots 0 to 6, of which 0, 1 and 6 were used.
TEST_CASE("the hand stays where it evicted last") {
  Sieve sieve = with_slots(7);
  sieve.touched(0);
  sieve.touched(1);
  sieve.touched(6);
  CHECK(sieve.victim() == 2);
  sieve.added(7, {});
  sieve.touched(0);  // behind the hand: safe until it has come round
  CHECK(sieve.victim() == 3);
  sieve.added(2, {});
  CHECK(drain(sieve) == std::vector<std::uint32_t>{4, 5, 7, 2, 1, 6, 0});
}

TEST_CASE("removing the slot under the hand moves the hand on") {
  Sieve sieve = with_slots(4);
  sieve.touched(0);
  CHECK(sieve.victim() == 1);
  sieve.removed(2);
  CHECK(sieve.victim() == 3);
}

TEST_CASE("when everything was used, the oldest goes") {
  Sieve sieve = with_slots(3);
  for (std::uint32_t slot = 0; slot < 3; ++slot) sieve.touched(slot);
  CHECK(drain(sieve) == std::vector<std::uint32_t>{0, 1, 2});
}

}  // namespace sieve_test
