// What the engine's parts cost, each alone, on the default corpus's documents.
#include <benchmark/benchmark.h>

#include "engine/documents/analyse/analyser.h"
#include "engine/documents/parse/parser.h"
#include "engine/documents/parsed/validation.h"
#include "engine/key/key.h"
#include "scenarios/micro/documents.h"

namespace parts_micro {

namespace {

using engine::documents::parsed::Format;
using engine::key::Hash;
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
      benchmark::DoNotOptimize(engine::documents::parsed::validate(document.bytes));
      bytes += static_cast<std::int64_t>(document.bytes.size());
    }
  }
  state.SetBytesProcessed(bytes);
}
BENCHMARK(validate)->Unit(benchmark::kMillisecond);

void parse(benchmark::State& state, Format format) {
  engine::documents::parse::Parser parser;
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
    engine::documents::parse::Parser parser;
    engine::documents::analyse::Analyser analyser;
    benchmark::DoNotOptimize(&parser);
    benchmark::DoNotOptimize(&analyser);
  }
}
BENCHMARK(parser_set_up)->Unit(benchmark::kMicrosecond);

void analyse(benchmark::State& state) {
  const auto parsed = scenarios::micro::parsed_documents();
  engine::documents::analyse::Analyser analyser;
  std::int64_t bytes = 0, count = 0;
  for (auto _ : state) {
    for (const engine::documents::parsed::Parsed& document : parsed) {
      benchmark::DoNotOptimize(*analyser.analyse(document));
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
  engine::documents::analyse::Analyser analyser;
  std::int64_t bytes = 0;
  for (auto _ : state) {
    for (const engine::documents::parsed::Parsed& document : parsed) {
      benchmark::DoNotOptimize(analyser.tokenise(document.text, "en"));
      bytes += static_cast<std::int64_t>(document.text.size());
    }
  }
  state.SetBytesProcessed(bytes);
}
BENCHMARK(tokenise)->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace parts_micro
