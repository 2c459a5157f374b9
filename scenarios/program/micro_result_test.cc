#include "scenarios/program/micro_result.h"

#include <doctest/doctest.h>

#include <fstream>

#include "harness/result/sample/temporary_folder.h"

namespace micro_result_test {

using harness::Expected;
using harness::result::RunResult;

namespace {

Expected<RunResult> read(const std::string& json) {
  const harness::result::sample::TemporaryFolder folder;
  std::ofstream(folder.path() / "benchmark.json") << json;
  return scenarios::read_micro_result(folder.path() / "benchmark.json");
}

std::string in_list(const std::string& benchmarks) {
  return R"({"context": {}, "benchmarks": [)" + benchmarks + "]}";
}

/// As Google Benchmark 1.7 writes it, with a counter, bytes and repetitions.
constexpr const char* real = R"({
  "context": {"date": "2024-01-01T00:00:00+00:00", "num_cpus": 2, "library_build_type": "release"},
  "benchmarks": [
    {"name": "key/xxh3/64", "family_index": 0, "run_name": "key/xxh3/64", "run_type": "iteration",
     "repetitions": 1, "repetition_index": 0, "threads": 1, "iterations": 1000,
     "real_time": 2.5e+01, "cpu_time": 2.4e+01, "time_unit": "ns",
     "bytes_per_second": 2.56e+09, "items_per_second": 4.0e+07},
    {"name": "batch/100", "run_type": "iteration", "iterations": 7, "real_time": 1.5,
     "cpu_time": 1.5, "time_unit": "ms", "p50_ms": 1.25, "p95_ms": 2.0, "p99_ms": 3.5,
     "hit_ratio": 0.5, "batch_size": 100, "workers": 2},
    {"name": "r_mean", "run_type": "aggregate", "aggregate_name": "mean",
     "aggregate_unit": "time", "iterations": 3, "real_time": 4.0, "time_unit": "us"},
    {"name": "r_stddev", "run_type": "aggregate", "aggregate_name": "stddev",
     "aggregate_unit": "time", "iterations": 3, "real_time": 0.5, "time_unit": "us"},
    {"name": "r_cv", "run_type": "aggregate", "aggregate_name": "cv",
     "aggregate_unit": "percentage", "iterations": 3, "real_time": 0.125, "time_unit": "us"},
    {"name": "broken", "run_type": "iteration", "error_occurred": true,
     "error_message": "no disk", "iterations": 0, "real_time": 0, "time_unit": "ns"}
  ]})";

}  // namespace

TEST_CASE("a benchmark is a point, with its figures where the columns are") {
  const auto run = read(real);
  REQUIRE(run);
  CHECK(run->view == harness::result::View());
  REQUIRE(run->points.size() == 3);
  const auto& key = run->points[0];
  CHECK(key.step == "key/xxh3/64");
  CHECK(*key.latency_ms_mean == doctest::Approx(25e-6));
  CHECK(key.requests == 1000);
  CHECK(key.achieved_per_s == 4e7);
  CHECK_FALSE(key.latency_ms_p99);
  const auto& batch = run->points[1];
  CHECK(batch.latency_ms_mean == 1.5);
  CHECK(batch.latency_ms_p50 == 1.25);
  CHECK(batch.latency_ms_p95 == 2.0);
  CHECK(batch.latency_ms_p99 == 3.5);
  CHECK(batch.cache_hit_ratio == 0.5);
  CHECK(batch.batch_size == 100);
  CHECK(batch.workers == 2);
}

TEST_CASE("how far repetitions scatter is no time, and what failed is no point") {
  const auto run = read(real);
  REQUIRE(run);
  CHECK(run->points.back().step == "r_mean");
  CHECK(*run->points.back().latency_ms_mean == doctest::Approx(4e-3));
}

TEST_CASE("all of Google Benchmark's units are known") {
  for (const auto& [unit, ms] :
       {std::pair<const char*, double>{"ns", 2e-6}, {"us", 2e-3}, {"ms", 2}, {"s", 2e3}}) {
    const auto run = read(
        in_list(std::string(R"({"name": "x", "real_time": 2, "time_unit": ")") + unit + "\"}"));
    REQUIRE(run);
    CHECK(*run->points.at(0).latency_ms_mean == doctest::Approx(ms));
  }
}

TEST_CASE("what is of the wrong type is not measured") {
  const auto run =
      read(in_list(R"({"name": 5, "iterations": "many", "real_time": null, "time_unit": [],
                  "error_occurred": "no", "p99_ms": {}, "aggregate_name": 7})"));
  REQUIRE(run);
  REQUIRE(run->points.size() == 1);
  CHECK(run->points[0].step.empty());
  CHECK_FALSE(run->points[0].requests);
  CHECK_FALSE(run->points[0].latency_ms_mean);
  CHECK_FALSE(run->points[0].latency_ms_p99);
}

TEST_CASE("what Google Benchmark doesn't write is an error that names the file") {
  for (const std::string& garbage :
       {std::string(), std::string("{"), std::string("[]"), std::string("{}"), std::string("5"),
        std::string(R"({"benchmarks": 5})"), std::string(R"({"benchmarks": [5]})"),
        std::string("\xff\xfe\0\1", 4), std::string(real).substr(0, 700),
        in_list(R"({"name": "x", "real_time": NaN})"), std::string(100'000, '[')}) {
    CAPTURE(garbage.substr(0, 40));
    const auto run = read(garbage);
    REQUIRE_FALSE(run);
    CHECK(run.error().message.find("benchmark.json: ") != std::string::npos);
  }
  CHECK_FALSE(scenarios::read_micro_result("/not/there.json"));
}

TEST_CASE(
    "the library's warning of itself is explained, and nobody says that anything was checked") {
  const auto run = read(R"({"context": {"library_build_type": "debug"}, "benchmarks": []})");
  REQUIRE(run);
  REQUIRE(run->warnings.size() == 1);
  CHECK(run->warnings[0].find("built as DEBUG") != std::string::npos);
  CHECK(run->checks.empty());
  CHECK(read(real)->warnings.empty());
}

}  // namespace micro_result_test
