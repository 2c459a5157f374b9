// What the engine's parts cost, each alone, on the default corpus's documents.
#include <benchmark/benchmark.h>

#include <random>

#include "engine/analyse/analyser.h"
#include "engine/cache/cache.h"
#include "engine/key/key.h"
#include "engine/parse/parser.h"
#include "harness/load/request_mix.h"
#include "scenarios/micro/documents.h"

namespace {

using engine::key::Hash;
using engine::parse::Format;
using scenarios::micro::LoadedDocument;

void key_digest(benchmark::State& state, Hash hash) {
  const std::string bytes(static_cast<std::size_t>(state.range(0)), 'x');
  for (auto _ : state) benchmark::DoNotOptimize(engine::key::digest(hash, bytes));
  state.SetBytesProcessed(state.iterations() * state.range(0));
}
BENCHMARK_CAPTURE(key_digest, md5, Hash::md5)->RangeMultiplier(16)->Range(64, 1 << 20);
BENCHMARK_CAPTURE(key_digest, xxh3, Hash::xxh3)->RangeMultiplier(16)->Range(64, 1 << 20);

void validate(benchmark::State& state) {
  std::int64_t bytes = 0;
  for (auto _ : state) {
    for (const LoadedDocument& document : scenarios::micro::documents()) {
      benchmark::DoNotOptimize(engine::parse::validate(document.bytes));
      bytes += static_cast<std::int64_t>(document.bytes.size());
    }
  }
  state.SetBytesProcessed(bytes);
}
BENCHMARK(validate)->Unit(benchmark::kMillisecond);

void parse(benchmark::State& state, Format format) {
  engine::parse::Parser parser;
  std::int64_t bytes = 0, count = 0;
  for (auto _ : state) {
    for (const LoadedDocument& document : scenarios::micro::documents()) {
      if (document.format != format) continue;
      benchmark::DoNotOptimize(parser.parse(format, document.bytes));
      bytes += static_cast<std::int64_t>(document.bytes.size());
      ++count;
    }
  }
  state.SetBytesProcessed(bytes);
  state.SetItemsProcessed(count);
}
BENCHMARK_CAPTURE(parse, html, Format::html)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(parse, markdown, Format::markdown)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(parse, text, Format::text)->Unit(benchmark::kMillisecond);

void parser_set_up(benchmark::State& state) {
  for (auto _ : state) {
    engine::parse::Parser parser;
    engine::analyse::Analyser analyser;
    benchmark::DoNotOptimize(&parser);
    benchmark::DoNotOptimize(&analyser);
  }
}
BENCHMARK(parser_set_up)->Unit(benchmark::kMicrosecond);

void analyse(benchmark::State& state) {
  const auto parsed = scenarios::micro::parsed_documents();
  engine::analyse::Analyser analyser;
  std::int64_t bytes = 0, count = 0;
  for (auto _ : state) {
    for (const engine::parse::Parsed& document : parsed) {
      benchmark::DoNotOptimize(analyser.analyse(document));
      bytes += static_cast<std::int64_t>(document.text.size());
      ++count;
    }
  }
  state.SetBytesProcessed(bytes);
  state.SetItemsProcessed(count);
}
BENCHMARK(analyse)->Unit(benchmark::kMillisecond);

void tokenise(benchmark::State& state) {
  const auto parsed = scenarios::micro::parsed_documents();
  engine::analyse::Analyser analyser;
  std::int64_t bytes = 0;
  for (auto _ : state) {
    for (const engine::parse::Parsed& document : parsed) {
      benchmark::DoNotOptimize(analyser.tokenise(document.text, "en"));
      bytes += static_cast<std::int64_t>(document.text.size());
    }
  }
  state.SetBytesProcessed(bytes);
}
BENCHMARK(tokenise)->Unit(benchmark::kMillisecond);

/// A cache that holds a tenth of what is asked for with Zipf 0.9; a miss puts.
class CacheBench : public benchmark::Fixture {
 public:
  static constexpr std::uint64_t population = 100'000;
  static constexpr std::uint64_t weight = 1'000;

  void SetUp(const benchmark::State& state) override {
    if (state.thread_index() == 0) {
      cache = std::make_unique<engine::cache::Cache<int>>(
          engine::cache::Limits{.capacity_bytes = population / 10 * weight, .ttl = {}});
    }
  }
  void TearDown(const benchmark::State& state) override {
    if (state.thread_index() == 0) cache.reset();
  }

  std::unique_ptr<engine::cache::Cache<int>> cache;
};

BENCHMARK_DEFINE_F(CacheBench, get_or_put)(benchmark::State& state) {
  std::mt19937_64 generator(static_cast<std::uint64_t>(state.thread_index()) + 1);
  auto mix = harness::load::RequestMix::make(
      {.choice = harness::load::Choice::zipf, .exponent = 0.9, .classes = {}}, population,
      generator());
  std::vector<engine::key::Key> keys(1 << 16);
  for (engine::key::Key& key : keys) {
    const std::uint64_t item = *mix->next();
    key = engine::key::digest(Hash::xxh3, std::to_string(item));
  }
  const auto value = std::make_shared<const int>(1);
  const auto now = std::chrono::steady_clock::now();
  std::size_t i = 0;
  std::int64_t hits = 0;
  for (auto _ : state) {
    const engine::key::Key& key = keys[i++ & 0xFFFF];
    if (cache->get(key, now)) {
      ++hits;
    } else {
      cache->put(key, value, weight, {}, now);
    }
  }
  state.SetItemsProcessed(state.iterations());
  state.counters["hit_ratio"] =
      benchmark::Counter(static_cast<double>(hits) / static_cast<double>(state.iterations()),
                         benchmark::Counter::kAvgThreads);
}
BENCHMARK_REGISTER_F(CacheBench, get_or_put)->ThreadRange(1, 4)->UseRealTime();

}  // namespace
