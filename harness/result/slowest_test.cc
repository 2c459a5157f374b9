#include "harness/result/slowest.h"

#include <doctest/doctest.h>

namespace slowest_test {

using namespace harness::result;

namespace {

Point point(const char* step, const char* phase, bool measured) {
  Point point;
  point.step = step;
  point.phase = phase;
  point.measured = measured;
  return point;
}

SlowRequest slow(const char* step, const char* phase, double ms) {
  SlowRequest slow;
  slow.step = step;
  slow.phase = phase;
  slow.latency_ms = ms;
  return slow;
}

}  // namespace

TEST_CASE("the slowest measured request is number 1, however slow the capacity's were") {
  RunResult run;
  run.points = {point("capacity", "measured", false), point("load", "warm-up", false),
                point("load", "steady", true), point("more", "steady", true)};
  run.slowest = {slow("capacity", "measured", 900), slow("load", "warm-up", 800),
                 slow("load", "steady", 20), slow("load", "steady", 10),
                 slow("more", "steady", 30)};
  CHECK(put_slowest_first(run) == 3);
  std::vector<double> order;
  for (const SlowRequest& one : run.slowest) order.push_back(*one.latency_ms);
  CHECK(order == std::vector<double>{30, 20, 10, 900, 800});
}

TEST_CASE("requests without a latency, or of points that nobody knows, keep their order") {
  RunResult run;
  run.slowest = {slow("a", "", 0), slow("b", "", 0)};
  run.slowest[0].latency_ms.reset();
  CHECK(put_slowest_first(run) == 2);
  CHECK(run.slowest[0].step == "a");
  run.slowest.clear();
  CHECK(put_slowest_first(run) == 0);
}

}  // namespace slowest_test
