// The parts of the cache's second level: codec, Bloom filter, Redis.
#include <benchmark/benchmark.h>

#include <random>

#include "engine/bloom/filter.h"
#include "engine/documents/codec/codec.h"
#include "engine/redis/connection.h"
#include "harness/record/histogram.h"
#include "scenarios/micro/documents.h"
#include "scenarios/servers/redis_server.h"

namespace second_level_micro {

namespace {

using engine::documents::codec::Format;
using engine::documents::content::Content;

/// The corpus's contents, as the engine makes them.
const std::vector<Content>& contents() {
  static const std::vector<Content> all = [] {
    std::vector<Content> made;
    engine::documents::analyse::Analyser analyser;
    for (engine::documents::parsed::Parsed& parsed : scenarios::micro::parsed_documents()) {
      Content& content = made.emplace_back();
      content.parsed = std::move(parsed);
      content.chunks = engine::documents::chunk::split(content.parsed, {});
      content.analysis = *analyser.analyse(content.parsed);
      content.analysis.stream = {};
    }
    return made;
  }();
  return all;
}

std::size_t text_bytes() {
  std::size_t bytes = 0;
  for (const Content& content : contents()) bytes += content.parsed.text.size();
  return bytes;
}

std::vector<std::string> written(Format format) {
  std::vector<std::string> all;
  for (const Content& content : contents())
    all.push_back(engine::documents::codec::encode(format, content));
  return all;
}

/// Bytes a second are of the contents' text, so that the formats compare.
void encode(benchmark::State& state, Format format) {
  const std::size_t bytes = text_bytes();
  std::size_t size = 0;
  for (auto _ : state) {
    size = 0;
    for (const std::string& one : written(format)) size += one.size();
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
  state.counters["written_bytes"] = static_cast<double>(size);
}
BENCHMARK_CAPTURE(encode, json, Format::json)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(encode, msgpack, Format::msgpack)->Unit(benchmark::kMillisecond);

void decode(benchmark::State& state, Format format) {
  const std::vector<std::string> all = written(format);
  for (auto _ : state) {
    for (const std::string& one : all) {
      if (!engine::documents::codec::decode(format, one)) state.SkipWithError("not read again");
    }
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text_bytes()));
}
BENCHMARK_CAPTURE(decode, json, Format::json)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(decode, msgpack, Format::msgpack)->Unit(benchmark::kMillisecond);

/// Look-ups of keys that were not added, in a filter as full as it should be.
void bloom(benchmark::State& state) {
  const auto keys = static_cast<std::size_t>(state.range(0));
  engine::bloom::Filter filter(keys);
  std::mt19937_64 random(1);
  for (std::size_t i = 0; i < keys; ++i) filter.add(random());
  std::uint64_t asked = 1;
  std::size_t found = 0;
  for (auto _ : state) {
    asked = asked * 6'364'136'223'846'793'005ULL + 1'442'695'040'888'963'407ULL;
    found += filter.may_have(asked) ? 1U : 0U;
  }
  state.counters["false_positives"] =
      static_cast<double>(found) / static_cast<double>(state.iterations());
}
BENCHMARK(bloom)->ArgName("keys")->Arg(1 << 16)->Arg(1 << 20);

/// A value of a usual content's size over a Unix socket: there and back, or handed over, where the
/// server lags behind and some are dropped.
void redis_round_trip(benchmark::State& state, bool writes) {
  const auto server = scenarios::RedisServer::start({});
  if (!server) return state.SkipWithError(server.error().message.c_str());
  engine::redis::Connection connection(*engine::redis::resolve((*server)->address()), {});
  const std::string value(8'000, 'v');
  harness::record::Histogram latency;
  bool answered = connection.set("key", value, {}).has_value();
  double handed_over = 0;
  for (auto _ : state) {
    const auto begin = std::chrono::steady_clock::now();
    if (writes) {
      handed_over += connection.set("key", value, {}) ? 1 : 0;
    } else {
      answered = connection.get("key") && answered;
    }
    latency.record((std::chrono::steady_clock::now() - begin).count());
  }
  if (!answered) state.SkipWithError("the server failed");
  if (writes) state.counters["handed_over"] = handed_over / static_cast<double>(state.iterations());
  state.counters["p50_us"] = static_cast<double>(latency.quantile(0.50)) / 1e3;
  state.counters["p99_us"] = static_cast<double>(latency.quantile(0.99)) / 1e3;
}
BENCHMARK_CAPTURE(redis_round_trip, get, false)->UseRealTime();
BENCHMARK_CAPTURE(redis_round_trip, set, true)->UseRealTime();

/// What a document pays for a server that is not there.
void dead_redis(benchmark::State& state) {
  engine::redis::Connection connection(*engine::redis::resolve("unix:/nonexistent/redis.sock"), {});
  for (auto _ : state) benchmark::DoNotOptimize(connection.get("key"));
}
BENCHMARK(dead_redis);

}  // namespace

}  // namespace second_level_micro
