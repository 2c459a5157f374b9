#include "engine/cache/policy/lru_or_sieve.h"

#include <doctest/doctest.h>

#include <random>
#include <vector>

#include "engine/cache/policy/lru.h"

namespace lru_or_sieve_test {

using engine::cache::policy::Lru;
using engine::cache::policy::LruOrSieve;
using engine::cache::policy::Mode;
using engine::cache::policy::no_slot;
using engine::cache::policy::Sieve;

namespace {

std::vector<std::uint32_t> drain(LruOrSieve& order) {
  std::vector<std::uint32_t> slots;
  while (true) {
    const std::uint32_t slot = order.victim();
    if (slot == no_slot) return slots;
    slots.push_back(slot);
  }
}

LruOrSieve with_slots(std::uint32_t count, Mode mode) {
  LruOrSieve order;
  order.turn_to(mode);
  for (std::uint32_t slot = 0; slot < count; ++slot) order.added(slot, {});
  return order;
}

/// Random steps on both orders: they must agree on every victim.
template <class Model>
void check_against(Model model, Mode mode) {
  std::mt19937 random(1);
  LruOrSieve order;
  order.turn_to(mode);
  std::vector<bool> known(200, false);
  int victims = 0;
  for (int step = 0; step < 20'000; ++step) {
    const std::uint32_t slot = random() % 200;
    const std::uint32_t kind = random() % 8;
    if (kind == 0) {
      const std::uint32_t victim = model.victim();
      REQUIRE(order.victim() == victim);
      if (victim != no_slot) known[victim] = false;
      if (victim != no_slot) ++victims;
    } else if (!known[slot]) {
      order.added(slot, {});
      model.added(slot, {});
      known[slot] = true;
    } else if (kind == 1) {
      order.removed(slot);
      model.removed(slot);
      known[slot] = false;
    } else {
      order.touched(slot);
      model.touched(slot);
    }
  }
  CHECK(victims > 1'000);
}

}  // namespace

TEST_CASE("an empty order has no victim in either mode") {
  LruOrSieve order;
  CHECK(order.victim() == no_slot);
  order.turn_to(Mode::frequency);
  CHECK(order.victim() == no_slot);
}

TEST_CASE("in one mode it does what Lru or Sieve does") {
  check_against(Lru(), Mode::recency);
  check_against(Sieve(), Mode::frequency);
}

TEST_CASE("from recency to frequency: the order of use becomes the order of arrival") {
  LruOrSieve order = with_slots(4, Mode::recency);
  order.touched(0);  // 1 2 3 0
  order.turn_to(Mode::frequency);
  order.touched(2);
  CHECK(drain(order) == std::vector<std::uint32_t>{1, 3, 0, 2});
}

TEST_CASE("from frequency to recency: who was used stays as if it came now") {
  LruOrSieve order = with_slots(5, Mode::frequency);
  order.touched(0);
  order.touched(3);
  order.turn_to(Mode::recency);
  CHECK(order.victim() == 1);
  order.touched(4);
  CHECK(drain(order) == std::vector<std::uint32_t>{2, 0, 4, 3});
}

TEST_CASE("when all were used in frequency's mode, the oldest goes first in recency's") {
  LruOrSieve order = with_slots(3, Mode::frequency);
  for (std::uint32_t slot = 0; slot < 3; ++slot) order.touched(slot);
  order.turn_to(Mode::recency);
  CHECK(drain(order) == std::vector<std::uint32_t>{0, 1, 2});
}

}  // namespace lru_or_sieve_test
