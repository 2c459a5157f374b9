// The whole engine, end to end, and its commits.
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <filesystem>
#include <mutex>

#include "engine/documents/engine.h"
#include "harness/record/histogram.h"
#include "scenarios/micro/documents.h"

namespace engine_micro {

namespace {

using engine::documents::Engine;
using engine::documents::options::Options;
using scenarios::micro::LoadedDocument;

/// A folder of its own under the working directory (a real disk, where /tmp may be memory).
class Folder {
 public:
  Folder() : path_("micro-" + std::to_string(getpid()) + ".tmp") {
    std::filesystem::remove_all(path_);
    std::filesystem::create_directory(path_);
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::filesystem::path operator/(const char* name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

/// Every document of the corpus once through a fresh engine; latencies from hand-over to done.
void run_corpus(const Options& options, harness::record::Histogram& latency,
                engine::cache::Counters& cache, benchmark::State& state) {
  state.PauseTiming();
  const Folder folder;
  auto engine = Engine::open(options, folder / "engine.sqlite");
  if (!engine) {
    state.SkipWithError(engine.error().detail.c_str());
    state.ResumeTiming();
    return;
  }
  std::mutex mutex;
  state.ResumeTiming();
  for (const LoadedDocument& document : scenarios::micro::documents()) {
    const auto handed_over = std::chrono::steady_clock::now();
    (*engine)->submit(
        {.id = document.id, .path = {}, .bytes = document.bytes},
        [&latency, &mutex, handed_over](const engine::documents::items::Result& result) {
          const std::lock_guard lock(mutex);
          latency.record((result.finished - handed_over).count());
        });
  }
  (*engine)->stop();
  state.PauseTiming();
  cache = (*engine)->cache_counters();
  engine->reset();
  state.ResumeTiming();
}

void end_to_end(benchmark::State& state, const Options& options) {
  const std::size_t count = scenarios::micro::documents().size();
  harness::record::Histogram latency;
  engine::cache::Counters cache;
  for (auto _ : state) run_corpus(options, latency, cache, state);
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(count));
  state.counters["p50_ms"] = static_cast<double>(latency.quantile(0.50)) / 1e6;
  state.counters["p95_ms"] = static_cast<double>(latency.quantile(0.95)) / 1e6;
  state.counters["p99_ms"] = static_cast<double>(latency.quantile(0.99)) / 1e6;
  state.counters["hit_ratio"] =
      static_cast<double>(cache.hits) /
      static_cast<double>(std::max<std::uint64_t>(cache.hits + cache.misses, 1));
  state.counters["batch_size"] = options.run.batch.size;
  state.counters["workers"] = options.run.workers;
}

/// Handing over waits for a place in the queue, so that nothing is shed.
Options patient_v2() {
  Options options = Options::v2();
  options.run.queue_policy = engine::run::QueuePolicy::block;
  return options;
}

void batches(benchmark::State& state) {
  Options options = patient_v2();
  options.run.batch.size = static_cast<std::uint32_t>(state.range(0));
  end_to_end(state, options);
}
BENCHMARK(batches)->ArgName("size")->Arg(1)->Arg(10)->Arg(100)->Arg(200)->UseRealTime()->Unit(
    benchmark::kMillisecond);

/// The argument is how many workers; a sequential engine has one, whatever it says.
void workers(benchmark::State& state, engine::run::ExecutorKind executor, bool adaptive) {
  Options options = patient_v2();
  options.run.executor = executor;
  options.run.workers = static_cast<std::uint32_t>(state.range(0));
  options.run.adaptive = adaptive;
  end_to_end(state, options);
}
BENCHMARK_CAPTURE(workers, sequential, engine::run::ExecutorKind::sequential, false)
    ->Arg(1)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(workers, threads, engine::run::ExecutorKind::threads, false)
    ->RangeMultiplier(2)
    ->Range(1, 8)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(workers, pipeline, engine::run::ExecutorKind::pipeline, false)
    ->RangeMultiplier(2)
    ->Range(1, 8)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(workers, adaptive, engine::run::ExecutorKind::pipeline, true)
    ->RangeMultiplier(2)
    ->Range(1, 8)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

void preset(benchmark::State& state, const Options& options) {
  end_to_end(state, options);
}
BENCHMARK_CAPTURE(preset, v1, Options::v1())->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(preset, v2, patient_v2())->UseRealTime()->Unit(benchmark::kMillisecond);

/// State and index of the corpus, in transactions of `size` documents.
void commit(benchmark::State& state, engine::documents::store::Journal journal) {
  const auto size = static_cast<std::size_t>(state.range(0));
  const auto parsed = scenarios::micro::parsed_documents();
  engine::documents::analyse::Analyser analyser;
  std::vector<engine::documents::analyse::Analysis> analyses;
  std::vector<std::string> ids;
  for (const engine::documents::parsed::Parsed& document : parsed) {
    analyses.push_back(*analyser.analyse(document));
    ids.push_back(std::to_string(ids.size()));
  }
  const std::vector<engine::documents::chunk::Chunk> no_chunks;
  for (auto _ : state) {
    state.PauseTiming();
    const Folder folder;
    auto store =
        engine::documents::store::Store::open(folder / "engine.sqlite", {.journal = journal});
    std::vector<engine::documents::store::Record> records;
    for (std::size_t i = 0; i < parsed.size(); ++i) {
      records.push_back({.id = ids[i],
                         .key = ids[i],
                         .reason = {},
                         .bytes = parsed[i].text.size(),
                         .parsed = &parsed[i],
                         .chunks = &no_chunks,
                         .analysis = &analyses[i]});
    }
    state.ResumeTiming();
    for (std::size_t i = 0; i < records.size(); i += size) {
      const std::span batch(&records[i], std::min(size, records.size() - i));
      if (!store || !store->commit(batch)) state.SkipWithError("the store failed");
    }
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(parsed.size()));
  state.counters["batch_size"] = static_cast<double>(size);
}
BENCHMARK_CAPTURE(commit, rollback, engine::documents::store::Journal::rollback)
    ->Arg(1)
    ->Arg(100)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(commit, wal, engine::documents::store::Journal::write_ahead)
    ->Arg(1)
    ->Arg(10)
    ->Arg(100)
    ->Arg(500)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace engine_micro
