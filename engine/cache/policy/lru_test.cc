#include "engine/cache/policy/lru.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <list>
#include <random>
#include <vector>

namespace lru_test {

using engine::cache::policy::Lru;
using engine::cache::policy::no_slot;

TEST_CASE("the least recently used goes first") {
  Lru lru;
  CHECK(lru.victim() == no_slot);
  for (std::uint32_t slot = 0; slot < 4; ++slot) lru.added(slot, {});
  lru.touched(0);
  lru.touched(2);
  lru.touched(2);
  lru.removed(3);
  CHECK(lru.victim() == 1);
  CHECK(lru.victim() == 0);
  CHECK(lru.victim() == 2);
  CHECK(lru.victim() == no_slot);
}

TEST_CASE("on random steps it does what a list in order of use does") {
  std::mt19937 random(1);
  Lru lru;
  std::list<std::uint32_t> model;  // the newest in front
  for (int step = 0; step < 20'000; ++step) {
    const std::uint32_t slot = random() % 200;
    const bool known = std::find(model.begin(), model.end(), slot) != model.end();
    model.remove(slot);
    const std::uint32_t kind = random() % 4;
    if (!known) {
      lru.added(slot, {});
      model.push_front(slot);
    } else if (kind > 0) {
      lru.touched(slot);
      model.push_front(slot);
    } else {
      lru.removed(slot);
    }
    if (kind == 1 && !model.empty()) {
      REQUIRE(lru.victim() == model.back());
      model.pop_back();
    }
  }
}

}  // namespace lru_test
