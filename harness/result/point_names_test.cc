#include "harness/result/point_names.h"

#include <doctest/doctest.h>

namespace point_names_test {

using harness::result::Point;
using harness::result::PointNames;
using harness::result::RunResult;

namespace {

void add(RunResult& run, const char* step, const char* phase, bool measured = true) {
  Point point;
  point.step = step;
  point.phase = phase;
  point.measured = measured;
  run.points.push_back(point);
}

}  // namespace

TEST_CASE("the phases of a load are called by their phase") {
  RunResult run;
  add(run, "load", "warm-up", false);
  add(run, "load", "steady");
  add(run, "load", "peak");
  const PointNames names(run);
  CHECK(names("load", "steady") == "steady");
  CHECK(names("load", "warm-up") == "warm-up");
  CHECK_FALSE(names.measured("load", "warm-up"));
  CHECK(names.measured("load", "peak"));
}

TEST_CASE("the steps of a sweep are called by their step, their warm-ups by both") {
  RunResult run;
  for (const char* step : {"batch 1", "batch 50"}) {
    add(run, step, "warm-up", false);
    add(run, step, "steady");
  }
  const PointNames names(run);
  CHECK(names("batch 50", "steady") == "batch 50");
  CHECK(names("batch 50", "warm-up") == "batch 50, warm-up");
}

TEST_CASE("where steps and phases differ both are said") {
  RunResult run;
  for (const char* step : {"a", "b"}) {
    for (const char* phase : {"steady", "peak"}) add(run, step, phase);
  }
  CHECK(PointNames(run)("a", "peak") == "a, peak");
}

TEST_CASE("a load's only phase is its name, and what came before it has its step's") {
  RunResult run;
  run.view = harness::result::load_view();
  add(run, "capacity", "measured", false);
  add(run, "load", "steady");
  CHECK(PointNames(run)("load", "steady") == "steady");
  CHECK(PointNames(run)("capacity", "measured") == "capacity, measured");
}

TEST_CASE("of several engines each is called by its name, with a phase only where it has several") {
  RunResult run;
  run.view = harness::result::load_view();
  for (const char* engine : {"v1", "v2"}) add(run, engine, "steady");
  CHECK(PointNames(run)("v2", "steady") == "v2");
  add(run, "v2", "peak");
  CHECK(PointNames(run)("v2", "peak") == "v2, peak");
}

TEST_CASE("a search's steps are called by their step, whatever their phases are called") {
  RunResult run;
  run.view = harness::result::search_view();
  add(run, "probe 1", "probe");
  add(run, "90 % of it", "curve");
  CHECK(PointNames(run)("probe 1", "probe") == "probe 1");
  CHECK(PointNames(run)("90 % of it", "curve") == "90 % of it");
}

TEST_CASE("a lone point has a name in any case") {
  RunResult run;
  CHECK(PointNames(run)("", "") == "the whole run");
  add(run, "", "steady");
  CHECK(PointNames(run)("", "steady") == "steady");
  CHECK(PointNames(run)("only", "") == "only");
}

}  // namespace point_names_test
