#include "harness/result/outcomes.h"

#include <doctest/doctest.h>

namespace outcomes_test {

using namespace harness::result;

namespace {

Point point(const char* step, const char* phase, double ok, double failed, double shed) {
  Point point;
  point.step = step;
  point.phase = phase;
  point.ok = ok;
  point.failed = failed;
  point.shed = shed;
  point.requests = ok + failed + shed;
  return point;
}

}  // namespace

TEST_CASE("what was cut off a phase as its warm-up counts among what became of its requests") {
  RunResult run;
  run.points = {point("load", "steady, warm-up", 50, 10, 40), point("load", "steady", 900, 0, 0),
                point("other", "steady, warm-up", 1, 1, 1),
                point("load", "steady again, warm-up", 1, 1, 1)};
  for (Point& one : run.points) one.measured = one.phase == "steady";
  run.points[0].latency_ms_max = 2'060;
  run.points[1].latency_ms_max = 62;
  const Point whole = whole_phase(run, run.points[1]);
  CHECK(whole.requests == 1'000);
  CHECK(whole.ok == 950);
  CHECK(whole.failed == 10);
  CHECK(whole.shed == 40);
  CHECK(whole.latency_ms_max == 2'060);
  CHECK(shed_share(whole) == 0.04);
  CHECK(failed_share(whole) == doctest::Approx(10.0 / 960));
  CHECK(accepted(whole) == 960);
}

TEST_CASE("a phase without a cut is its point, and figures that are not there are not made up") {
  RunResult run;
  run.points = {point("load", "steady", 9, 1, 0)};
  CHECK(whole_phase(run, run.points[0]) == run.points[0]);
  run.points.push_back(point("load", "steady, warm-up", 1, 1, 1));
  run.points[1].measured = false;
  run.points[0].shed.reset();
  CHECK_FALSE(whole_phase(run, run.points[0]).shed);
  CHECK_FALSE(whole_phase(run, run.points[0]).latency_ms_max);
}

TEST_CASE("there is no share of nothing") {
  const Point none = point("load", "steady", 0, 0, 0);
  CHECK_FALSE(shed_share(none));
  CHECK_FALSE(failed_share(none));
  CHECK(failed_share(point("", "", 0, 5, 0)) == 1.0);
  CHECK_FALSE(failed_share(point("", "", 0, 0, 5)));  // all refused: none was accepted
  CHECK_FALSE(shed_share(Point{}));
}

TEST_CASE("a run saw requests if a measured point did") {
  RunResult run;
  CHECK_FALSE(saw_requests(run));
  run.points = {point("capacity", "measured", 5, 0, 0)};
  run.points[0].measured = false;
  CHECK_FALSE(saw_requests(run));
  run.points.push_back(point("load", "steady", 0, 0, 0));
  CHECK_FALSE(saw_requests(run));
  run.points.push_back(point("load", "later", 0, 0, 1));
  CHECK(saw_requests(run));
}

}  // namespace outcomes_test
