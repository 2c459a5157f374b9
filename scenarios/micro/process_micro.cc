// What the process pool and the coalescing of duplicates cost, apart from the work itself.
#include <benchmark/benchmark.h>
#include <sys/socket.h>
#include <unistd.h>

#include <filesystem>

#include "engine/documents/items/in_flight.h"
#include "engine/documents/process/outworker.h"
#include "engine/documents/process/program.h"

namespace process_micro {

namespace {

using engine::documents::items::Done;
using engine::documents::items::InFlight;
using engine::documents::items::Item;
using engine::documents::process::Outworker;

/// A document that is there once: all that coalescing adds to its way through the engine.
void coalesce_no_duplicates(benchmark::State& state) {
  static InFlight flights(engine::key::Hash::xxh3, 256, false);
  const std::string path = std::filesystem::read_symlink("/proc/self/exe");
  const std::string id =
      "thread " + std::to_string(state.thread_index()) + " asks for a guide.html";
  const bool submits_only = state.range(0) == 0;
  for (auto _ : state) {
    Item item;
    item.document = {.id = id, .path = path, .bytes = {}};
    Done done = [](const engine::documents::items::Result&) {};
    item.flight = flights.join_or_begin(item.document, done, {});
    flights.settle(*item.flight, true);
    if (!submits_only) flights.begin_reading(item);
    flights.end(*item.flight);
  }
}
BENCHMARK(coalesce_no_duplicates)->ArgName("read")->Arg(0)->Arg(1)->Threads(1)->Threads(2);

/// The same document, built as it is for the table, but without it.
void coalesce_off(benchmark::State& state) {
  const std::string path = std::filesystem::read_symlink("/proc/self/exe");
  for (auto _ : state) {
    Item item;
    item.document = {.id = "thread 0 asks for a guide.html", .path = path, .bytes = {}};
    benchmark::DoNotOptimize(item);
  }
}
BENCHMARK(coalesce_off);

/// A text of so many bytes to the child and its content back; `in_child_us` is the work itself.
void child_round_trip(benchmark::State& state) {
  auto outworkers = Outworker::start(1, {}, engine::documents::process::worker_program());
  if (!outworkers) return state.SkipWithError(outworkers.error().detail.c_str());
  std::string text;
  while (text.size() < static_cast<std::size_t>(state.range(0))) text += "Ships pass by night. ";
  double in_child = 0;
  for (auto _ : state) {
    const auto reply = outworkers->front().work(engine::documents::parsed::Format::text, text);
    if (!reply) return state.SkipWithError(reply.error().detail.c_str());
    in_child += std::chrono::duration<double, std::micro>(reply->times.parse + reply->times.chunk +
                                                          reply->times.analyse)
                    .count();
  }
  state.counters["in_child_us"] = in_child / static_cast<double>(state.iterations());
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}
BENCHMARK(child_round_trip)->Arg(20)->Arg(2'000)->Arg(20'000)->Arg(200'000)->UseRealTime();

/// From the start of a child process to its readiness: what replacing a dead one takes.
void child_start(benchmark::State& state) {
  for (auto _ : state) {
    auto outworkers = Outworker::start(1, {}, engine::documents::process::worker_program());
    if (!outworkers) return state.SkipWithError(outworkers.error().detail.c_str());
    state.PauseTiming();
    outworkers->clear();
    state.ResumeTiming();
  }
}
BENCHMARK(child_start)->UseRealTime()->Unit(benchmark::kMicrosecond);

}  // namespace

}  // namespace process_micro
