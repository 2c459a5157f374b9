// The traces of scenarios/corpus/traces through the cache: hit ratios and time an access.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <vector>

#include "engine/cache/cache.h"
#include "scenarios/traces/access_trace.h"

namespace trace_micro {

namespace {

using engine::cache::Cache;
using engine::cache::entry_overhead_bytes;
using engine::cache::policy::Policy;

struct NamedPolicy {
  const char* name;
  Policy policy;
  bool admission;
};
constexpr NamedPolicy policies[] = {{"lru", Policy::lru, false},
                                    {"sieve", Policy::sieve, false},
                                    {"sieve_admission", Policy::sieve, true},
                                    {"s3_fifo", Policy::s3_fifo, false},
                                    {"s3_fifo_admission", Policy::s3_fifo, true},
                                    {"adaptive", Policy::adaptive, false},
                                    {"adaptive_admission", Policy::adaptive, true}};

/// All items weigh the same; range(0): percent of them that the cache has room for.
void trace(benchmark::State& state, const std::filesystem::path& file, const NamedPolicy& policy) {
  const auto trace = scenarios::read_access_trace(file);
  if (!trace) return state.SkipWithError("no such trace");
  const std::uint64_t entries = std::max<std::uint64_t>(
      1, trace->population * static_cast<std::uint64_t>(state.range(0)) / 100);
  const auto value = std::make_shared<const int>(1);
  std::uint64_t hits = 0;
  for (auto _ : state) {
    Cache<int> cache({.policy = policy.policy,
                      .admission = policy.admission,
                      .capacity_bytes = entries * entry_overhead_bytes,
                      .ttl = {}});
    for (const std::uint32_t item : trace->items) {
      const engine::key::Key key{item * 0x9e3779b97f4a7c15U, item};
      if (!cache.get(key, {})) cache.put(key, value, 0, {}, {});
    }
    hits = cache.counters().hits;
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(trace->items.size()));
  state.counters["hit_percent"] =
      100 * static_cast<double>(hits) / static_cast<double>(trace->items.size());
}

const bool registered = [] {
  std::error_code none;
  std::vector<std::filesystem::path> files;
  for (const auto& file :
       std::filesystem::directory_iterator(PRONY_SOURCE_DIR "/scenarios/corpus/traces", none)) {
    if (file.path().extension() == ".csv") files.push_back(file.path());
  }
  std::sort(files.begin(), files.end());
  for (const auto& file : files) {
    for (const NamedPolicy& policy : policies) {
      const std::string name = fmt::format("trace/{}/{}", file.stem().string(), policy.name);
      benchmark::RegisterBenchmark(
          name.c_str(), [file, &policy](benchmark::State& state) { trace(state, file, policy); })
          ->ArgName("percent")
          ->ArgsProduct({{1, 5, 10, 25, 50}})
          ->Iterations(3);
    }
  }
  return true;
}();

}  // namespace

}  // namespace trace_micro
