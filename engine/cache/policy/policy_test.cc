// What every policy promises, and what admission does.
#include <doctest/doctest.h>

#include <algorithm>
#include <list>
#include <random>
#include <vector>

#include "engine/cache/cache.h"

namespace policy_test {

using namespace std::chrono_literals;
using engine::cache::Cache;
using engine::cache::entry_overhead_bytes;
using engine::cache::policy::Limits;
using engine::cache::policy::Policy;
using engine::cache::policy::Time;
using engine::key::Key;

namespace {

constexpr Time start = Time{} + 1h;
constexpr Policy fixed_policies[] = {Policy::lru, Policy::sieve, Policy::s3_fifo};
constexpr Policy bounded_policies[] = {Policy::lru, Policy::sieve, Policy::s3_fifo,
                                       Policy::adaptive};

Key key(std::uint64_t n) {
  return {n * 0x9e3779b97f4a7c15U, n};
}

Limits limits(Policy policy, bool admission, std::uint64_t bytes) {
  return {.policy = policy, .admission = admission, .capacity_bytes = bytes, .ttl = {}};
}

void put(Cache<int>& cache, std::uint64_t n, std::uint64_t weight) {
  cache.put(key(n), std::make_shared<const int>(static_cast<int>(n)), weight, 1us, start);
}

/// Whether it was a hit; a miss puts.
bool use(Cache<int>& cache, std::uint64_t n, std::uint64_t weight) {
  if (cache.get(key(n), start)) return true;
  put(cache, n, weight);
  return false;
}

/// LRU by bytes, as anyone would write it.
class LruModel {
 public:
  explicit LruModel(std::uint64_t capacity) : capacity_(capacity) {}

  bool use(std::uint64_t n, std::uint64_t weight) {
    const auto at = std::find_if(queue_.begin(), queue_.end(),
                                 [n](const auto& entry) { return entry.first == n; });
    if (at != queue_.end()) {
      queue_.splice(queue_.begin(), queue_, at);
      return true;
    }
    weight += entry_overhead_bytes;
    if (weight > capacity_) return false;
    for (; bytes_ + weight > capacity_; queue_.pop_back()) bytes_ -= queue_.back().second;
    queue_.emplace_front(n, weight);
    bytes_ += weight;
    return false;
  }

 private:
  std::uint64_t capacity_;
  std::uint64_t bytes_ = 0;
  std::list<std::pair<std::uint64_t, std::uint64_t>> queue_;  // the last used in front
};

}  // namespace

TEST_CASE("policy none keeps nothing, whatever the capacity") {
  Cache<int> cache(limits(Policy::none, false, 1 << 20));
  CHECK_FALSE(use(cache, 1, 10));
  CHECK_FALSE(use(cache, 1, 10));
  CHECK(cache.counters().entries == 0);
  CHECK(cache.counters().misses == 2);
  Cache<int> boundless({.policy = Policy::none, .capacity_bytes = {}, .ttl = {}});
  CHECK_FALSE(use(boundless, 1, 10));
  CHECK_FALSE(use(boundless, 1, 10));
}

TEST_CASE("policy lru hits where LRU hits, whatever the entries weigh") {
  std::mt19937_64 random(5);
  Cache<int> cache(limits(Policy::lru, false, 20'000));
  LruModel model(20'000);
  for (int step = 0; step < 40'000; ++step) {
    const std::uint64_t n = std::min(random() % 200, random() % 200);
    REQUIRE(use(cache, n, n * 37 % 500) == model.use(n, n * 37 % 500));
  }
  CHECK(cache.counters().evictions > 1'000);
}

TEST_CASE("no policy ever holds more than its bound, and all keep their totals true") {
  for (const Policy policy : bounded_policies) {
    for (const bool admission : {false, true}) {
      std::mt19937_64 random(9);
      Cache<int> cache(limits(policy, admission, 50'000));
      for (int step = 0; step < 30'000; ++step) {
        const std::uint64_t n = std::min(random() % 2'000, random() % 2'000);
        const std::uint64_t kind = random() % 64;
        if (kind == 0) cache.invalidate(key(n));
        if (kind == 1 && n < 20) cache.clear();
        use(cache, n, random() % 900 == 0 ? 49'000 : n % 800);
        const auto counters = cache.counters();
        REQUIRE(counters.bytes <= 50'000);
        REQUIRE(counters.entries * entry_overhead_bytes <= counters.bytes);
      }
      CHECK(cache.counters().hits > 1'000);
      if (policy != Policy::adaptive) CHECK((cache.counters().rejections > 0) == admission);
      cache.clear();
      CHECK(cache.counters().bytes == 0);
    }
  }
}

// 50 entries that are asked for again and again, then three hundred that come but once.
TEST_CASE("admission resists a scan") {
  for (const Policy policy : fixed_policies) {
    Cache<int> cache(limits(policy, true, 50 * (40 + entry_overhead_bytes)));
    for (int round = 0; round < 5; ++round) {
      for (std::uint64_t n = 0; n < 50; ++n) use(cache, n, 40);
    }
    for (std::uint64_t n = 1'000; n < 1'300; ++n) use(cache, n, 40);
    int kept = 0;
    for (std::uint64_t n = 0; n < 50; ++n) kept += cache.get(key(n), start) ? 1 : 0;
    CHECK(kept >= 40);
  }
  Cache<int> lru(limits(Policy::lru, false, 50 * (40 + entry_overhead_bytes)));
  for (std::uint64_t n = 0; n < 50; ++n) use(lru, n, 40);
  for (std::uint64_t n = 1'000; n < 1'050; ++n) use(lru, n, 40);
  for (std::uint64_t n = 0; n < 50; ++n) CHECK_FALSE(lru.get(key(n), start));
}

// Each of ten entries was asked for twice; together they are worth 20 uses.
TEST_CASE("a heavy newcomer must be worth all that it would push out") {
  for (const Policy policy : fixed_policies) {
    Cache<int> cache(limits(policy, true, 10 * (100 + entry_overhead_bytes)));
    for (int round = 0; round < 2; ++round) {
      for (std::uint64_t n = 0; n < 10; ++n) use(cache, n, 100);
    }
    const std::uint64_t whole = 10 * 100 + 9 * entry_overhead_bytes;
    for (int time = 0; time < 2; ++time) {
      use(cache, 99, whole);
      CHECK(cache.counters().entries == 10);
    }
    CHECK(cache.counters().rejections == 2);
    for (int time = 0; time < 6; ++time) use(cache, 99, whole);  // thrice 7 uses, as it comes back
    CHECK(cache.get(key(99), start));
    CHECK(cache.counters().entries == 1);
  }
}

TEST_CASE("what is made ahead is let in past all that is popular, and is no use of its key") {
  for (const Policy policy : fixed_policies) {
    Cache<int> cache(limits(policy, true, 10 * (40 + entry_overhead_bytes)));
    for (int i = 0; i < 10; ++i) {
      for (std::uint64_t n = 0; n < 10; ++n) use(cache, n, 40);
    }
    const auto ahead = [&](std::uint64_t n) {
      cache.put_ahead(key(n), std::make_shared<const int>(0), 40, 1us, start);
      return cache.has(key(n), start);
    };
    for (int i = 0; i < 100; ++i) {
      CHECK(ahead(50));
      cache.invalidate(key(50));
    }
    for (std::uint64_t n = 0; n < 10; ++n) use(cache, n, 40);  // full again
    use(cache, 50, 40);
    CHECK_FALSE(cache.has(key(50), start));  // for the first time, not the hundredth
  }
}

TEST_CASE("where there is room, or no bound, admission refuses nothing") {
  Cache<int> roomy(limits(Policy::s3_fifo, true, 1 << 20));
  Cache<int> boundless({.policy = Policy::lru, .admission = true, .capacity_bytes = {}, .ttl = {}});
  for (std::uint64_t n = 0; n < 1'000; ++n) {
    put(roomy, n, 100);
    put(boundless, n, 100);
  }
  CHECK(roomy.counters().entries == 1'000);
  CHECK(boundless.counters().entries == 1'000);
}

}  // namespace policy_test
