#include "engine/cache/sketch.h"

#include <doctest/doctest.h>

#include <random>
#include <vector>

namespace sketch_test {

using engine::cache::Sketch;

namespace {

void count(Sketch& sketch, std::uint32_t hash, int times) {
  for (int i = 0; i < times; ++i) sketch.count(hash);
}

}  // namespace

TEST_CASE("it counts up to 15") {
  Sketch sketch;
  sketch.fit(100);
  CHECK(sketch.estimate(7) == 0);
  count(sketch, 7, 3);
  CHECK(sketch.estimate(7) == 3);
  count(sketch, 7, 100);
  CHECK(sketch.estimate(7) == Sketch::most);
}

TEST_CASE("before it ages, an estimate is never too low, and seldom too high") {
  std::mt19937 random(1);
  Sketch sketch;
  sketch.fit(1'000);
  std::vector<std::uint32_t> hashes(1'000);
  std::vector<std::uint32_t> counted(1'000, 0);
  for (std::uint32_t& hash : hashes) hash = random();
  for (int i = 0; i < 5'000; ++i) {
    const std::size_t at = random() % hashes.size();
    sketch.count(hashes[at]);
    ++counted[at];
  }
  int too_high = 0;
  for (std::size_t i = 0; i < hashes.size(); ++i) {
    const std::uint32_t estimate = sketch.estimate(hashes[i]);
    CHECK(estimate >= std::min(counted[i], Sketch::most));
    if (estimate > counted[i]) ++too_high;
  }
  CHECK(too_high < 50);
}

TEST_CASE("after ten counts for each entry all counters are halved") {
  Sketch sketch;
  sketch.fit(1'024);  // 128 blocks of 8
  count(sketch, 5, 12);
  for (std::uint32_t i = 0; i < 10'240 - 12 - 1; ++i) sketch.count(1'000'000 + i * 2'654'435'761U);
  const std::uint32_t before = sketch.estimate(5);
  CHECK(before >= 12);
  sketch.count(3);
  CHECK(sketch.estimate(5) == before / 2);
}

TEST_CASE("growing keeps what was counted") {
  Sketch sketch;
  sketch.fit(8);
  for (std::uint32_t hash = 0; hash < 10; ++hash) count(sketch, hash * 77'777, 4);
  std::vector<std::uint32_t> before;
  for (std::uint32_t hash = 0; hash < 10; ++hash) before.push_back(sketch.estimate(hash * 77'777));
  sketch.fit(10'000);
  for (std::uint32_t hash = 0; hash < 10; ++hash) {
    CHECK(sketch.estimate(hash * 77'777) == before[hash]);
  }
}

}  // namespace sketch_test
