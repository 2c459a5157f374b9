#include "reports/words/engines.h"

#include <doctest/doctest.h>

#include "reports/tables/tables.h"

namespace engines_test {

using namespace reports::tables;
using namespace reports::words;
using harness::result::Point;
using harness::result::RunResult;
using harness::result::StageRow;

namespace {

void add(RunResult& run, const char* engine, const char* step, const char* phase, double p99_ms,
         bool measured = true) {
  Point point;
  point.engine = engine;
  point.step = step;
  point.phase = phase;
  point.measured = measured;
  point.latency_ms_p99 = p99_ms;
  point.ok = 90;
  point.failed = 10;
  run.points.push_back(point);
}

void add_stage(RunResult& run, const char* step, const char* stage, const char* operation,
               double count, double mean_ms) {
  StageRow row;
  row.step = step;
  row.phase = "measured";
  row.stage = stage;
  row.operation = operation;
  row.count = count;
  row.mean_ms = mean_ms;
  run.stages.push_back(row);
}

/// Two engines, a load of two phases each.
RunResult load() {
  RunResult run;
  add(run, "v1", "capacity", "measured", 1, false);
  for (const char* engine : {"v1", "v2"}) {
    add(run, engine, engine, "rise", 10);
    add(run, engine, engine, "peak", *(engine + 1) == '1' ? 40 : 10);
  }
  return run;
}

/// Two engines, a sweep of two steps.
RunResult sweep() {
  RunResult run;
  for (const char* step : {"v1 batch 1", "v2 batch 1", "v1 batch 5", "v2 batch 5"}) {
    add(run, step[1] == '1' ? "v1" : "v2", step, "measured", 10);
  }
  return run;
}

}  // namespace

TEST_CASE("the step without its engine") {
  CHECK(without_engine("v1 batch 5", "v1") == "batch 5");
  CHECK(without_engine("v1", "v1").empty());
  CHECK(without_engine("v10 batch", "v1") == "v10 batch");
  CHECK(without_engine("load", "v1") == "load");
  CHECK(without_engine("load", "") == "load");
}

TEST_CASE("engines are those of measured points, and with one there is nothing to compare") {
  CHECK(engines_of(load()) == std::vector<std::string>{"v1", "v2"});
  RunResult one;
  add(one, "v2", "load", "steady", 1);
  add(one, "v1", "capacity", "measured", 1, false);
  CHECK(engines_of(one) == std::vector<std::string>{"v2"});
  CHECK(same_loads(one).empty());
  CHECK(engines_table(one).rows.empty());
}

TEST_CASE("a load's points are paired by phase, a sweep's by step") {
  const RunResult run = load();
  const auto loads = same_loads(run);
  REQUIRE(loads.size() == 2);
  CHECK(loads[0].name == "rise");
  CHECK(loads[1].name == "peak");
  CHECK(loads[1].points.at(0)->latency_ms_p99 == 40);
  CHECK(loads[1].points.at(1)->latency_ms_p99 == 10);
  const RunResult steps = sweep();
  const auto batches = same_loads(steps);
  REQUIRE(batches.size() == 2);
  CHECK(batches[0].name == "batch 1");
  CHECK(batches[1].name == "batch 5");
  CHECK(batches[1].points.at(1)->step == "v2 batch 5");
}

TEST_CASE("a load that one engine never came to is a gap") {
  RunResult run = load();
  run.points.pop_back();
  const auto loads = same_loads(run);
  CHECK(loads.at(1).points.at(1) == nullptr);
  CHECK(engines_table(run).rows.size() == 2);
}

TEST_CASE("the table has both engines and the change") {
  const Table table = engines_table(load());
  REQUIRE(table.rows.size() == 2);
  const std::vector<Cell> peak{"peak", "P99", "40 ms", "10 ms", "\u221275.0 %"};
  CHECK(table.rows[1].cells == peak);
}

TEST_CASE("an operation's time a request is that of its stages over all requests") {
  RunResult run = sweep();
  // 200 requests each; parse ran for half of v1's, chunk for all.
  add_stage(run, "v1 batch 1", "parse", "processing", 50, 4);
  add_stage(run, "v1 batch 5", "parse", "processing", 50, 6);
  add_stage(run, "v1 batch 5", "chunk", "processing", 200, 1);
  add_stage(run, "v2 batch 1", "parse", "processing", 100, 1);
  add_stage(run, "v2 batch 1", "read", "", 100, 100);
  const auto operations = operations_of(run);
  REQUIRE(operations.size() == 1);
  CHECK(operations[0].name == "processing");
  CHECK(*operations[0].mean_ms.at(0) == doctest::Approx((50 * 4 + 50 * 6 + 200) / 200.0));
  CHECK(*operations[0].mean_ms.at(1) == doctest::Approx(0.5));
  const Table table = operations_table(run);
  REQUIRE(table.rows.size() == 1);
  CHECK(table.rows[0].cells.at(3).text == "\u221285.7 %");
}

TEST_CASE("operations stand in the order of the stages that end them, whichever engine ran which") {
  RunResult run = sweep();
  for (const char* step : {"v2 batch 1", "v1 batch 1"}) {
    const double begun = step[1] == '1' ? 100 : 0;  // the other has nothing to note
    add_stage(run, step, "begin", "state", begun, 1);
    add_stage(run, step, "read", "validation", 100, 1);
    add_stage(run, step, "key", "cache lookup", 100, 1);
    add_stage(run, step, "idle", "", 100, 1);
    add_stage(run, step, "parse", "processing", 100, 1);
    add_stage(run, step, "index_and_state", "state", 100, 1);
    add_stage(run, step, "errors", "errors", 100, 1);
  }
  std::vector<std::string> names;
  for (const Operation& operation : operations_of(run)) names.push_back(operation.name);
  CHECK(names ==
        std::vector<std::string>{"validation", "cache lookup", "processing", "state", "errors"});
}

}  // namespace engines_test
