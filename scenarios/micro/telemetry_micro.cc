// What telemetry costs a document.
#include <benchmark/benchmark.h>

#include <array>

#include "engine/telemetry/telemetry.h"

namespace telemetry_micro {

namespace {

using namespace std::chrono_literals;
using engine::telemetry::Level;
using engine::telemetry::Telemetry;

std::unique_ptr<Telemetry> shared;

/// Telling of a document with ten stages; of `sample` documents one is traced. What was dropped is
/// said: a benchmark tells of more documents than any engine could work on.
void telemetry_ended(benchmark::State& state, Level level) {
  static constexpr std::array<std::string_view, 10> names{"begin",  "read",  "validate", "key",
                                                          "lookup", "parse", "chunk",    "analyse",
                                                          "insert", "finish"};
  if (state.thread_index() == 0) {
    shared = std::make_unique<Telemetry>(
        engine::telemetry::Settings{.level = level,
                                    .sample = static_cast<std::uint32_t>(state.range(0)),
                                    .file = "micro.telemetry.jsonl.tmp"},
        std::vector<std::string_view>(names.begin(), names.end()), [] { return std::uint64_t{0}; });
  }
  const std::array<std::chrono::nanoseconds, 10> took{1us,   30us,  20us, 5us,   1us,
                                                      800us, 100us, 2ms,  100us, 300us};
  const auto now = std::chrono::steady_clock::now();
  for (auto _ : state) {
    shared->ended({.id = "folder/document.html",
                   .bytes = 20'000,
                   .started = now - 4ms,
                   .finished = now,
                   .stages = took});
  }
  state.SetItemsProcessed(state.iterations());
  if (state.thread_index() != 0) return;
  shared->stop();
  state.counters["dropped"] = static_cast<double>(shared->fate().documents_dropped);
  for (const char* file : {"micro.telemetry.jsonl.tmp", "micro.telemetry.jsonl.tmp.1"}) {
    std::error_code ignored;
    std::filesystem::remove(file, ignored);
  }
}
BENCHMARK_CAPTURE(telemetry_ended, metrics, Level::metrics)
    ->ArgName("sample")
    ->Arg(100)
    ->ThreadRange(1, 2)
    ->UseRealTime();
BENCHMARK_CAPTURE(telemetry_ended, spans, Level::spans)
    ->ArgName("sample")
    ->Arg(100)
    ->Arg(1)
    ->ThreadRange(1, 2)
    ->UseRealTime();

}  // namespace

}  // namespace telemetry_micro
