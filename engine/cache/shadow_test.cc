#include "engine/cache/shadow.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "engine/cache/shard.h"

namespace shadow_test {

using engine::cache::Asked;
using engine::cache::entry_overhead_bytes;
using engine::cache::Shadow;
using engine::cache::Shard;
using engine::cache::policy::Policy;

namespace {

/// Whether it was a hit; a miss inserts.
bool use(Shadow& shadow, std::uint32_t hash, std::uint64_t weight, std::uint64_t capacity) {
  if (shadow.use(hash)) return true;
  shadow.insert(hash, weight, capacity);
  return false;
}

bool use(Shard& shard, std::uint32_t hash, std::uint64_t weight) {
  static const auto value = std::make_shared<const int>(1);
  const engine::key::Key key{hash, hash};
  if (shard.get(key, hash, {}).value) return true;
  shard.put(key, hash, {value, weight - entry_overhead_bytes, {}}, {}, Asked::yes);
  return false;
}

}  // namespace

TEST_CASE("it hits where a shard hits, with each policy, whatever the entries weigh") {
  for (const Policy policy : {Policy::lru, Policy::sieve, Policy::s3_fifo}) {
    for (const bool admission : {false, true}) {
      std::mt19937 random(3);
      constexpr std::uint64_t capacity = 20'000;
      Shadow shadow(policy, admission);
      Shard shard({.policy = policy, .admission = admission, .capacity_bytes = capacity}, nullptr);
      int hits = 0;
      for (int step = 0; step < 30'000; ++step) {
        const std::uint32_t n = std::min(random() % 300, random() % 300);
        const std::uint32_t hash = n * 2'654'435'761U;
        const std::uint64_t weight = entry_overhead_bytes + (n == 7 ? capacity : n * 37 % 500);
        if (random() % 100 == 0) {
          shadow.forget(hash);
          shard.invalidate({hash, hash}, hash);
        }
        const bool hit = use(shard, hash, weight);
        REQUIRE(use(shadow, hash, weight, capacity) == hit);
        REQUIRE(shadow.bytes() == shard.counters().bytes);
        REQUIRE(shadow.entries() == shard.counters().entries);
        hits += hit ? 1 : 0;
      }
      CHECK(hits > 3'000);
      CHECK(hits < 27'000);
    }
  }
}

TEST_CASE("of a sample that becomes smaller, only what is below the limit stays") {
  Shadow shadow(Policy::lru, false);
  for (std::uint32_t hash = 0; hash < 100; ++hash) shadow.insert(hash, 10, 1'000);
  shadow.keep_below(50);
  CHECK(shadow.entries() == 50);
  CHECK(shadow.bytes() == 500);
  CHECK(shadow.use(0));
  CHECK(shadow.use(49));
  CHECK_FALSE(shadow.use(50));
  shadow.insert(60, 100, 300);  // 500 are there: all that must go goes, the least recent first
  CHECK(shadow.bytes() == 300);
  CHECK(shadow.use(49));
  CHECK(shadow.use(0));
  CHECK(shadow.use(60));
  CHECK_FALSE(shadow.use(1));
}

TEST_CASE("what is heavier than the capacity changes nothing") {
  Shadow shadow(Policy::sieve, true);
  shadow.insert(1, 10, 20);
  shadow.insert(2, 21, 20);
  shadow.insert(3, UINT64_MAX, 20);
  CHECK(shadow.entries() == 1);
  CHECK(shadow.use(1));
}

}  // namespace shadow_test
