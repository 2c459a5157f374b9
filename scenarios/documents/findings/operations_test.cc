#include "scenarios/documents/findings/operations.h"

#include <doctest/doctest.h>

#include <set>

#include "scenarios/documents/findings/comparison.h"
#include "scenarios/documents/targets/document_counters.h"
#include "scenarios/documents/targets/engine_target.h"
#include "scenarios/documents/targets/mixed_operations.h"

namespace operations_test {

using harness::result::Point;
using harness::result::RunResult;
using harness::result::StageRow;
using namespace scenarios;

namespace {

void add(RunResult& run, const char* engine, double p99_ms, double parse_ms) {
  Point point;
  point.engine = point.step = engine;
  point.phase = "steady";
  point.requests = point.ok = 100;
  point.planned_per_s = point.achieved_per_s = 50;
  point.latency_ms_p99 = p99_ms;
  point.latency_ms_p99_low = p99_ms * 0.9;
  point.latency_ms_p99_high = p99_ms * 1.1;
  run.points.push_back(point);
  StageRow row;
  row.step = engine;
  row.phase = "steady";
  row.stage = "parse";
  row.count = 100;
  row.mean_ms = parse_ms;
  run.stages.push_back(row);
}

bool says(const std::vector<std::string>& sentences, const std::string& part) {
  for (const std::string& sentence : sentences) {
    if (sentence.find(part) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("every stage of the engine belongs to an operation") {
  for (const std::string& stage : engine_stages()) {
    CAPTURE(stage);
    CHECK_FALSE(operation_of(stage).empty());
  }
  CHECK(operation_of("no such stage").empty());
}

TEST_CASE("two engines are compared, with what the source claims") {
  RunResult run;
  add(run, "v1", 100, 10);
  add(run, "v2", 40, 5);
  compare_document_engines(run);
  CHECK(says(run.findings, "steady, v2 against v1: P99 \u221260.0 % ("));
  CHECK(says(run.findings, "processing 10 ms to 5 ms (\u221250.0 %; 000.3 claims \u221210.0 %)"));
  CHECK(run.stages[0].operation == "processing");
  REQUIRE(run.estimates.size() == 2);
  CHECK(run.estimates[0].name == "P99, v2 against v1, steady");
  CHECK(*run.estimates[0].value == doctest::Approx(-60));
  CHECK(*run.estimates[0].low < -60);
  CHECK(*run.estimates[0].high > -60);
  CHECK(run.estimates[1].unit == "%");
}

TEST_CASE("what was spent on documents that failed is an operation of its own") {
  RunResult run;
  add(run, "v1", 100, 10);
  add(run, "v2", 40, 5);
  for (const char* engine : {"v1", "v2"}) {
    run.counted.push_back(
        {.step = engine, .phase = "steady", .counter = counter::time_on_failed, .kind = "total"});
    run.counted.back().value = engine == std::string("v1") ? 0.4 : 0.1;
  }
  compare_document_engines(run);
  CHECK(says(run.findings, "errors 4 ms to 1 ms (\u221275.0 %; 000.3 claims \u221264.0 %)"));
}

TEST_CASE("the claims are of v2 over v1 and of nothing else") {
  RunResult run;
  add(run, "v2", 40, 5);
  add(run, "v1", 100, 10);
  compare_document_engines(run);
  CHECK_FALSE(says(run.findings, "claims"));
  CHECK(says(run.findings, "v1 against v2"));
}

TEST_CASE("one engine is compared with nothing") {
  RunResult run;
  add(run, "v2", 40, 5);
  compare_document_engines(run);
  CHECK(run.findings.empty());
  CHECK(run.estimates.empty());
}

TEST_CASE("operations are mixed in their shares, and the same for the same request") {
  std::array<int, mixed_shares.size()> counts{};
  constexpr int requests = 20'000;
  for (std::uint64_t id = 0; id < requests; ++id) {
    const MixedOperation operation = mixed_operation(id);
    REQUIRE(operation == mixed_operation(id));
    ++counts.at(static_cast<std::size_t>(operation));
  }
  for (std::size_t i = 0; i < mixed_shares.size(); ++i) {
    CAPTURE(mixed_shares.at(i).name);
    CHECK(counts.at(i) == doctest::Approx(mixed_shares.at(i).share * requests).epsilon(0.15));
  }
}

TEST_CASE("a search is for the words of the document's name") {
  CHECK(search_for("html/cmake/command/add_test.html") == "\"add\" \"test\"");
  CHECK(search_for("README.md") == "\"README\"");
  CHECK(search_for("a/\"; drop--.txt") == "\"drop\"");
  CHECK(search_for("x/---.txt") == "\"document\"");
}

}  // namespace operations_test
