#include "engine/cache/policy/ghost.h"

#include <doctest/doctest.h>

#include <deque>
#include <random>

namespace ghost_test {

using engine::cache::policy::Ghost;

TEST_CASE("what it remembers it forgets once asked, or when it is the oldest of too many") {
  Ghost ghost;
  CHECK_FALSE(ghost.forget(1));
  for (std::uint32_t hash = 1; hash <= 4; ++hash) ghost.remember(hash, 3);
  CHECK_FALSE(ghost.forget(1));
  CHECK(ghost.forget(3));
  CHECK_FALSE(ghost.forget(3));
  CHECK(ghost.forget(2));
  CHECK(ghost.forget(4));
}

TEST_CASE("on random steps it does what a queue does, and never holds more than its bound") {
  std::mt19937 random(1);
  Ghost ghost;
  std::deque<std::pair<std::uint32_t, bool>> model;  // the oldest in front; whether still there
  for (int step = 0; step < 30'000; ++step) {
    const std::uint32_t hash = random() % 60;
    const std::size_t most = 1 + random() % 40;
    bool known = false;
    for (auto& [other, there] : model) {
      if (other == hash && there) known = !(there = false);
    }
    if (random() % 2 == 0) {
      CHECK(ghost.forget(hash) == known);
      continue;
    }
    ghost.remember(hash, most);
    model.emplace_back(hash, true);
    while (model.size() > most) model.pop_front();
    REQUIRE(ghost.size() == model.size());
  }
}

}  // namespace ghost_test
