// The traces of scenarios/corpus/traces through the cache, as v2 has it and with LRU.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <vector>

#include "engine/cache/cache.h"
#include "engine/options.h"
#include "scenarios/access_trace.h"

using engine::cache::Cache;
using engine::cache::entry_overhead_bytes;
using engine::cache::Limits;
using engine::cache::Policy;

namespace {

std::vector<std::filesystem::path> shipped() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry :
       std::filesystem::directory_iterator(PRONY_SOURCE_DIR "/scenarios/corpus/traces")) {
    if (entry.path().extension() == ".csv") files.push_back(entry.path());
  }
  return files;
}

std::uint64_t hits(const scenarios::AccessTrace& trace, Policy policy, bool admission,
                   std::uint64_t entries) {
  Cache<int> cache({.policy = policy,
                    .admission = admission,
                    .capacity_bytes = entries * entry_overhead_bytes,
                    .ttl = {}});
  const auto value = std::make_shared<const int>(1);
  for (const std::uint32_t item : trace.items) {
    const engine::key::Key key{item * 0x9e3779b97f4a7c15U, item};
    if (!cache.get(key, {})) cache.put(key, value, 0, {}, {});
  }
  return cache.counters().hits;
}

}  // namespace

TEST_CASE("v2's cache hits at least as often as LRU's on every shipped trace") {
  const engine::Options v2 = engine::Options::v2();
  const auto files = shipped();
  REQUIRE(files.size() >= 5);
  for (const auto& file : files) {
    CAPTURE(file.filename().string());
    const auto trace = scenarios::read_access_trace(file);
    REQUIRE(trace);
    for (const unsigned percent : {1U, 5U, 10U, 25U}) {
      CAPTURE(percent);
      const std::uint64_t entries = std::max(1U, trace->population * percent / 100);
      const std::uint64_t lru = hits(*trace, Policy::lru, false, entries);
      CHECK(hits(*trace, v2.cache_policy, v2.cache_admission, entries) >= lru);
    }
  }
}
