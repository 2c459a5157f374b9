// The cache: how fast a get is beside others, and how much memory it truly takes.
#include <benchmark/benchmark.h>
#include <malloc.h>

#include <cmath>
#include <random>

#include "engine/cache/cache.h"
#include "engine/documents/items/content.h"
#include "harness/mix/request_mix.h"

#ifdef PRONY_TBB
#define TBB_PREVIEW_CONCURRENT_LRU_CACHE 1
#include <tbb/concurrent_lru_cache.h>
#endif

namespace cache_micro {

namespace {

using engine::cache::Cache;
using engine::cache::entry_overhead_bytes;
using engine::cache::policy::Limits;
using engine::cache::policy::Policy;
using engine::documents::items::Content;
using engine::key::Key;

// Both caches hold a tenth of the items, which are asked for by Zipf's law with exponent 0.9.
constexpr std::uint64_t population = 100'000;
constexpr std::uint64_t capacity_entries = population / 10;

/// A thread's requests, drawn before they are timed.
std::vector<std::uint64_t> requests(const benchmark::State& state) {
  std::mt19937_64 seeds(static_cast<std::uint64_t>(state.thread_index()) + 1);
  auto mix = harness::mix::RequestMix::make(
      {.choice = harness::mix::Choice::zipf, .exponent = 0.9, .classes = {}}, population, 7);
  std::vector<std::uint64_t> items(1 << 16);
  for (std::uint64_t skip = seeds() % (1 << 20); skip > 0; --skip) mix->next();
  for (std::uint64_t& item : items) item = *mix->next();
  return items;
}

Key key_of(std::uint64_t item) {
  return {item * 0x9e3779b97f4a7c15U, item};
}

void report(benchmark::State& state, std::int64_t hits) {
  state.SetItemsProcessed(state.iterations());
  const auto counted = static_cast<double>(hits);
  state.counters["hits_per_s"] = benchmark::Counter(counted, benchmark::Counter::kIsRate);
  state.counters["hit_ratio"] = benchmark::Counter(
      counted / static_cast<double>(state.iterations()), benchmark::Counter::kAvgThreads);
}

std::unique_ptr<Cache<std::uint64_t>> shared;

/// A get, and a put where it missed.
void cache_get(benchmark::State& state, Policy policy, bool admission) {
  if (state.thread_index() == 0) {
    shared = std::make_unique<Cache<std::uint64_t>>(
        Limits{.policy = policy,
               .admission = admission,
               .capacity_bytes = capacity_entries * (1'000 + entry_overhead_bytes),
               .ttl = {}});
  }
  const auto items = requests(state);
  const auto now = std::chrono::steady_clock::now();
  std::size_t i = 0;
  std::int64_t hits = 0;
  for (auto _ : state) {
    const std::uint64_t item = items[i++ & 0xFFFF];
    if (const auto found = shared->get(key_of(item), now)) {
      benchmark::DoNotOptimize(*found);
      ++hits;
    } else {
      shared->put(key_of(item), std::make_shared<const std::uint64_t>(item), 1'000, {}, now);
    }
  }
  report(state, hits);
}
#define CACHE_GET(name, ...) \
  BENCHMARK_CAPTURE(cache_get, name, __VA_ARGS__)->ThreadRange(1, 2)->UseRealTime()
CACHE_GET(lru, Policy::lru, false);
CACHE_GET(sieve, Policy::sieve, false);
CACHE_GET(s3_fifo, Policy::s3_fifo, false);
CACHE_GET(adaptive, Policy::adaptive, false);
CACHE_GET(lru_admission, Policy::lru, true);
CACHE_GET(sieve_admission, Policy::sieve, true);
CACHE_GET(s3_fifo_admission, Policy::s3_fifo, true);
CACHE_GET(adaptive_admission, Policy::adaptive, true);

/// What an adaptive cache does beside, an access; range(0): entries, which it sees all or some of.
void rehearsal(benchmark::State& state) {
  constexpr std::uint64_t weight = 1'000;
  const auto entries = static_cast<std::uint64_t>(state.range(0));
  engine::cache::Rehearsal rehearsed(entries * weight, true);
  std::vector<std::uint32_t> hashes;
  for (const std::uint64_t item : requests(state)) {
    hashes.push_back(static_cast<std::uint32_t>((item + 1) * 0x9e3779b97f4a7c15U >> 32));
  }
  std::size_t i = 0;
  for (auto _ : state) rehearsed.asked(hashes[i++ & 0xFFFF], weight);
  state.counters["keys_per_sample"] = static_cast<double>(rehearsed.keys_per_sample());
}
BENCHMARK(rehearsal)->ArgName("entries")->Arg(500)->Arg(10'000)->Arg(100'000);

#ifdef PRONY_TBB
thread_local std::int64_t tbb_misses = 0;

std::shared_ptr<const std::uint64_t> make(Key key) {
  ++tbb_misses;
  return std::make_shared<const std::uint64_t>(key.low);
}

struct Less {
  bool operator()(const Key& a, const Key& b) const {
    return a.low != b.low ? a.low < b.low : a.high < b.high;
  }
};

using TbbCache = tbb::concurrent_lru_cache<Key, std::shared_ptr<const std::uint64_t>,
                                           std::shared_ptr<const std::uint64_t> (*)(Key)>;
std::unique_ptr<TbbCache> tbb_shared;

/// The same against oneTBB's LRU of as many entries.
void tbb_get(benchmark::State& state) {
  if (state.thread_index() == 0) tbb_shared = std::make_unique<TbbCache>(make, capacity_entries);
  const auto items = requests(state);
  std::size_t i = 0;
  tbb_misses = 0;
  for (auto _ : state) {
    auto handle = (*tbb_shared)[key_of(items[i++ & 0xFFFF])];
    benchmark::DoNotOptimize(*handle.value());
  }
  report(state, state.iterations() - tbb_misses);
}
BENCHMARK(tbb_get)->ThreadRange(1, 2)->UseRealTime();
#endif

#ifdef __GLIBC__
std::uint64_t heap_bytes() {
  const struct mallinfo2 heap = mallinfo2();
  return heap.uordblks + heap.hblkhd;
}

/// A content as a document of `size` bytes of text has it, all of it on the heap.
std::shared_ptr<const Content> content(std::size_t size) {
  auto made = std::make_shared<Content>();
  made->parsed.title = std::string(std::min<std::size_t>(size / 10, 60), 't');
  made->parsed.text = std::string(size, 'x');
  made->parsed.blocks.resize(1 + size / 300);
  made->chunks.resize(1 + size / 1'800);
  made->analysis.language = "en";
  made->analysis.keywords.resize(std::min<std::size_t>(size / 40, 10));
  for (auto& keyword : made->analysis.keywords) keyword.term = keyword.stem = "keyword";
  made->analysis.summary.resize(3);
  return made;
}

/// Fills a cache three times over; the sizes' logarithms are uniform between 200 B and `largest`.
void cache_heap(benchmark::State& state, Policy policy, bool admission) {
  const auto largest = static_cast<double>(state.range(0));
  constexpr std::uint64_t bound = 64 << 20;
  std::uint64_t taken = 0, accounted = 0;
  for (auto _ : state) {
    std::mt19937_64 random(1);
    std::uniform_real_distribution<double> size(std::log(200.0), std::log(largest));
    const std::uint64_t before = heap_bytes();
    Cache<Content> cache(
        Limits{.policy = policy, .admission = admission, .capacity_bytes = bound, .ttl = {}});
    std::uint64_t put = 0;
    for (std::uint64_t item = 0; put < 3 * bound; ++item) {
      const auto filled = content(static_cast<std::size_t>(std::exp(size(random))));
      put += filled->memory_bytes();
      for (std::uint64_t asked = item; asked > 0 && asked % 4 == 0; asked /= 4) {
        benchmark::DoNotOptimize(cache.get(key_of(item - asked), {}));
      }
      cache.put(key_of(item), filled, filled->memory_bytes(), {}, {});
    }
    taken = heap_bytes() - before;
    accounted = cache.counters().bytes;
  }
  state.counters["heap_over_bound"] = static_cast<double>(taken) / static_cast<double>(bound);
  state.counters["accounted_over_bound"] =
      static_cast<double>(accounted) / static_cast<double>(bound);
}
#define CACHE_HEAP(name, ...)                      \
  BENCHMARK_CAPTURE(cache_heap, name, __VA_ARGS__) \
      ->ArgName("largest")                         \
      ->Arg(201)                                   \
      ->Arg(2'000)                                 \
      ->Arg(200 << 10)                             \
      ->Iterations(1)                              \
      ->Unit(benchmark::kMillisecond)
CACHE_HEAP(lru, Policy::lru, false);
CACHE_HEAP(sieve, Policy::sieve, false);
CACHE_HEAP(s3_fifo, Policy::s3_fifo, false);
CACHE_HEAP(lru_admission, Policy::lru, true);
CACHE_HEAP(sieve_admission, Policy::sieve, true);
CACHE_HEAP(s3_fifo_admission, Policy::s3_fifo, true);
CACHE_HEAP(adaptive_admission, Policy::adaptive, true);
#endif

}  // namespace

}  // namespace cache_micro
