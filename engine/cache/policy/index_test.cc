#include "engine/cache/policy/index.h"

#include <doctest/doctest.h>

#include <map>
#include <random>

namespace index_test {

using engine::cache::policy::Index;

namespace {

std::uint32_t find(const Index& index, std::uint32_t hash, std::uint32_t slot) {
  return index.find(hash, [&](std::uint32_t at) { return at == slot; });
}

}  // namespace

TEST_CASE("an empty index finds nothing") {
  CHECK(Index().find(7, [](std::uint32_t) { return true; }) == Index::none);
}

TEST_CASE("slots with the same hash are told apart by the caller") {
  Index index;
  for (std::uint32_t slot = 0; slot < 9; ++slot) index.insert(15, slot);
  for (std::uint32_t slot = 0; slot < 9; ++slot) CHECK(find(index, 15, slot) == slot);
  index.erase(15, 4);
  CHECK(find(index, 15, 4) == Index::none);
  CHECK(find(index, 15, 8) == 8);
}

// Few distinct hashes, so that the runs are long and wrap around the table's end.
TEST_CASE("it holds what a map holds, whatever the order of insertions and erasures") {
  std::mt19937 random(20240611);
  for (const std::uint32_t distinct : {3U, 40U, 4'000'000'000U}) {
    Index index;
    std::map<std::uint32_t, std::uint32_t> hashes;  // by slot
    for (int step = 0; step < 20'000; ++step) {
      const std::uint32_t slot = random() % 60;
      const auto known = hashes.find(slot);
      if (known == hashes.end()) {
        const std::uint32_t hash = random() % distinct;
        index.insert(hash, slot);
        hashes[slot] = hash;
      } else if (random() % 2 == 0) {
        index.erase(known->second, slot);
        CHECK(find(index, known->second, slot) == Index::none);
        hashes.erase(known);
      } else {
        CHECK(find(index, known->second, slot) == slot);
      }
    }
    for (const auto& [slot, hash] : hashes) CHECK(find(index, hash, slot) == slot);
  }
}

}  // namespace index_test
