// The traces of scenarios/corpus/traces through the cache, as v2 has it and with other policies.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <numeric>
#include <random>
#include <vector>

#include "engine/cache/cache.h"
#include "engine/documents/options/options.h"
#include "scenarios/traces/access_trace.h"

namespace access_trace_hits_test {

using engine::cache::Cache;
using engine::cache::entry_overhead_bytes;
using engine::cache::policy::Policy;

namespace {

std::vector<std::filesystem::path> shipped() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry :
       std::filesystem::directory_iterator(PRONY_SOURCE_DIR "/scenarios/corpus/traces")) {
    if (entry.path().extension() == ".csv") files.push_back(entry.path());
  }
  return files;
}

/// What every item weighs alone, or by its number: logarithms uniform between 200 B and 20 kB.
std::vector<std::uint64_t> weights_of(const scenarios::AccessTrace& trace, bool equal) {
  std::vector<std::uint64_t> weights(trace.population, 0);
  std::mt19937_64 random(1);
  std::uniform_real_distribution<double> size(std::log(200.0), std::log(20'000.0));
  for (std::uint64_t& weight : weights) {
    if (!equal) weight = static_cast<std::uint64_t>(std::exp(size(random)));
  }
  return weights;
}

/// A trace and what its items weigh, to be asked of caches for a part of the items' bytes.
struct Load {
  const scenarios::AccessTrace& trace;
  std::vector<std::uint64_t> weights;

  std::uint64_t bytes(unsigned percent) const {
    const std::uint64_t all =
        std::accumulate(weights.begin(), weights.end(), weights.size() * entry_overhead_bytes);
    return std::max(all * percent / 100, entry_overhead_bytes);
  }
};

std::uint64_t hits(const Load& load, Policy policy, bool admission, std::uint64_t bytes) {
  Cache<int> cache({.policy = policy, .admission = admission, .capacity_bytes = bytes, .ttl = {}});
  const auto value = std::make_shared<const int>(1);
  for (const std::uint32_t item : load.trace.items) {
    const engine::key::Key key{item * 0x9e3779b97f4a7c15U, item};
    if (!cache.get(key, {})) cache.put(key, value, load.weights[item], {}, {});
  }
  return cache.counters().hits;
}

}  // namespace

TEST_CASE("v2's cache hits at least as often as LRU's on every shipped trace") {
  const engine::documents::options::Options v2 = engine::documents::options::Options::v2();
  const auto files = shipped();
  REQUIRE(files.size() >= 8);
  for (const auto& file : files) {
    CAPTURE(file.filename().string());
    const auto trace = scenarios::read_access_trace(file);
    REQUIRE(trace);
    for (const bool equal : {true, false}) {
      CAPTURE(equal);
      const Load load{*trace, weights_of(*trace, equal)};
      for (const unsigned percent : {1U, 5U, 10U, 25U, 50U}) {
        CAPTURE(percent);
        const std::uint64_t bytes = load.bytes(percent);
        const std::uint64_t lru = hits(load, Policy::lru, false, bytes);
        CHECK(hits(load, v2.cache.policy, v2.cache.admission, bytes) >= lru);
      }
    }
  }
}

// What the adverse traces are shipped for: if SIEVE alone were never behind, they would show
// nothing.
TEST_CASE("a policy that does not adapt is behind LRU on each adverse trace") {
  for (const char* name : {"drifting_fast.csv", "history.csv", "moving_on.csv"}) {
    CAPTURE(name);
    const auto trace = scenarios::read_access_trace(
        std::filesystem::path(PRONY_SOURCE_DIR "/scenarios/corpus/traces") / name);
    REQUIRE(trace);
    const Load load{*trace, weights_of(*trace, true)};
    const std::uint64_t bytes = load.bytes(25);
    CHECK(hits(load, Policy::sieve, true, bytes) < hits(load, Policy::lru, false, bytes));
  }
}

}  // namespace access_trace_hits_test
