#include <doctest/doctest.h>

#include <atomic>
#include <random>
#include <thread>
#include <vector>

#include "engine/cache/cache.h"

namespace cache_threads_test {

using namespace std::chrono_literals;
using engine::cache::Cache;
using engine::cache::Counters;
using engine::cache::entry_overhead_bytes;
using engine::cache::policy::Limits;
using engine::cache::policy::Policy;
using engine::cache::policy::Time;
using engine::key::Key;

namespace {

constexpr int threads = 4;
constexpr int steps = 8'000;
constexpr std::uint64_t weight = 100;

struct Seen {
  std::uint64_t gets = 0;
  std::uint64_t hits = 0;
  std::uint64_t wrong = 0;
};

Seen use(Cache<std::uint64_t>& cache, unsigned seed) {
  Seen seen;
  std::mt19937_64 random(seed);
  Time now = Time{} + 1h;
  for (int step = 0; step < steps; ++step) {
    now += 1us;
    const std::uint64_t n = random() % 600;
    const Key key{n, n * 77};
    const std::uint64_t kind = random() % 64;
    if (kind == 0) {
      cache.invalidate(key);
    } else if (kind == 1 && n == 0) {
      cache.clear();
    } else if (kind < 24) {
      cache.put(key, std::make_shared<const std::uint64_t>(n), weight, 1us, now);
    } else {
      ++seen.gets;
      const auto found = cache.get(key, now);
      if (!found) continue;
      ++seen.hits;
      if (*found != n) ++seen.wrong;
    }
  }
  return seen;
}

void check_under_load(const Limits& limits) {
  Cache<std::uint64_t> cache(limits);
  std::vector<Seen> seen(threads);
  std::atomic<int> running{threads};
  std::vector<std::jthread> workers;
  for (unsigned i = 0; i < threads; ++i) {
    workers.emplace_back([&cache, &seen, &running, i] {
      seen[i] = use(cache, i);
      --running;
    });
  }
  while (running > 0) {
    const Counters counters = cache.counters();
    if (limits.capacity_bytes) REQUIRE(counters.bytes <= *limits.capacity_bytes);
  }
  workers.clear();
  Seen sum;
  for (const Seen& one : seen) {
    sum.gets += one.gets;
    sum.hits += one.hits;
    sum.wrong += one.wrong;
  }
  const Counters counters = cache.counters();
  CHECK(sum.wrong == 0);
  CHECK(sum.hits > 0);
  CHECK(counters.hits == sum.hits);
  CHECK(counters.hits + counters.misses == sum.gets);
  CHECK(counters.time_saved == sum.hits * 1us);
  CHECK(counters.bytes == counters.entries * (weight + entry_overhead_bytes));
}

}  // namespace

TEST_CASE("threads share a small cache: right values, true counters, the bound kept") {
  check_under_load({.capacity_bytes = 200 * (weight + entry_overhead_bytes), .ttl = 1ms});
}

TEST_CASE("threads share a small adaptive cache and its rehearsal") {
  for (const bool admission : {false, true}) {
    check_under_load({.policy = Policy::adaptive,
                      .admission = admission,
                      .capacity_bytes = 200 * (weight + entry_overhead_bytes),
                      .ttl = 1ms});
  }
}

TEST_CASE("threads share a sharded cache") {
  check_under_load({.capacity_bytes = {}, .ttl = 2ms});
}

}  // namespace cache_threads_test
