#include "scenarios/program/micro_result.h"

#include <fstream>
#include <nlohmann/json.hpp>

#include "harness/result/counter_names.h"

namespace scenarios {
namespace {

using harness::result::Figure;
using harness::result::Point;
using nlohmann::json;

Figure number(const json& benchmark, const char* name) {
  const auto found = benchmark.find(name);
  if (found == benchmark.end() || !found->is_number()) return std::nullopt;
  return found->get<double>();
}

std::string word(const json& benchmark, const char* name) {
  const auto found = benchmark.find(name);
  if (found == benchmark.end() || !found->is_string()) return {};
  return found->get<std::string>();
}

/// Nothing to show: one that failed, or how far repetitions scatter, which is no time.
bool is_left_out(const json& benchmark) {
  const auto failed = benchmark.find("error_occurred");
  if (failed != benchmark.end() && *failed == true) return true;
  const std::string aggregate = word(benchmark, "aggregate_name");
  return aggregate == "stddev" || aggregate == "cv";
}

/// Milliseconds in Google Benchmark's time units.
double factor(const std::string& unit) {
  if (unit == "us") return 1e-3;
  if (unit == "ms") return 1;
  return unit == "s" ? 1e3 : 1e-6;
}

Point point_of(const json& benchmark) {
  Point point;
  point.scenario = "micro";
  point.step = word(benchmark, "name");
  point.phase = "measured";
  point.requests = number(benchmark, "iterations");
  if (const Figure time = number(benchmark, "real_time")) {
    point.latency_ms_mean = *time * factor(word(benchmark, "time_unit"));
  }
  point.achieved_per_s = number(benchmark, "items_per_second");
  point.latency_ms_p50 = number(benchmark, "p50_ms");
  point.latency_ms_p95 = number(benchmark, "p95_ms");
  point.latency_ms_p99 = number(benchmark, "p99_ms");
  point.cache_hit_ratio = number(benchmark, "hit_ratio");
  point.batch_size = number(benchmark, "batch_size");
  point.workers = number(benchmark, "workers");
  return point;
}

/// Of a benchmark that says how many bytes it worked on.
void add_bytes(harness::result::RunResult& result, const json& benchmark) {
  const Figure rate = number(benchmark, "bytes_per_second");
  if (!rate) return;
  const harness::CounterInfo bytes{.name = "bytes", .unit = "bytes", .help = "that were worked on"};
  harness::result::enter_counter(result, bytes);
  const Point& point = result.points.back();
  result.counted.push_back({.step = point.step,
                            .phase = point.phase,
                            .counter = bytes.name,
                            .kind = "total",
                            .unit = bytes.unit,
                            .value = {},
                            .per_s = rate,
                            .min = {},
                            .max = {}});
}

}  // namespace

harness::Expected<harness::result::RunResult> read_micro_result(const std::filesystem::path& file) {
  std::ifstream stream(file);
  const json document = json::parse(stream, nullptr, false);
  if (document.is_discarded() || !document.is_object() || !document.contains("benchmarks") ||
      !document["benchmarks"].is_array()) {
    return harness::failure(file.string() + ": not what Google Benchmark writes");
  }
  harness::result::RunResult result;
  result.scenario = "micro";
  result.question = "What do the parts cost, each alone?";
  result.form = "default";
  result.view = {};
  for (const json& benchmark : document["benchmarks"]) {
    if (!benchmark.is_object())
      return harness::failure(file.string() + ": a benchmark is no object");
    if (is_left_out(benchmark)) continue;
    result.points.push_back(point_of(benchmark));
    add_bytes(result, benchmark);
  }
  if (const auto context = document.find("context");
      context != document.end() && context->is_object() &&
      word(*context, "library_build_type") == "debug") {
    result.warnings.emplace_back(
        "Google Benchmark warns that its library was built as DEBUG: Debian builds it with its "
        "assertions on. What is timed here, and the loop around it, are this build's own; only "
        "to pause a benchmark's clock takes a little longer.");
  }
  result.findings.push_back(std::to_string(result.points.size()) +
                            (result.points.size() == 1 ? " benchmark" : " benchmarks") +
                            "; the mean is the time of one iteration.");
  return result;
}

}  // namespace scenarios
