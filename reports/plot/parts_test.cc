#include "reports/plot/parts.h"

#include <doctest/doctest.h>

#include <limits>

namespace parts_test {

using namespace reports::plot;
using namespace reports::sheet;
using harness::result::Point;
using harness::result::SlowRequest;

namespace {

SlowRequest slow(const char* name, double latency_ms) {
  SlowRequest one;
  one.name = name;
  one.latency_ms = latency_ms;
  one.lag_ms = latency_ms * 0.1;
  one.wait_ms = latency_ms * 0.4;
  one.service_ms = latency_ms * 0.3;
  one.delivery_ms = latency_ms * 0.2;
  return one;
}

}  // namespace

TEST_CASE("each part reaches from its P50 to its P99, beside the others") {
  RunResult run;
  run.points.resize(1);
  Point& point = run.points[0];
  point.lag_ms_p50 = 0;  // a logarithm has no zero
  point.lag_ms_p99 = 0.01;
  point.wait_ms_p50 = 1;
  point.wait_ms_p99 = 7;
  point.service_ms_p50 = 2;
  point.service_ms_p99 = 3;
  const auto plot = request_parts(run);
  REQUIRE(plot);
  const auto& lines = plot->sheet.panels.at(0).lines;
  REQUIRE(lines.size() == 3);  // delivery was not measured
  CHECK(lines[0].label == "lag");
  CHECK(lines[0].spots.at(0).x == doctest::Approx(1e-6));
  CHECK(lines[1].label == "wait");
  CHECK(lines[1].sideways);
  CHECK(lines[1].spots.at(0).x == 1);
  CHECK(lines[1].spots.at(0).high == 7);
  CHECK(*lines[0].spots.at(0).y < *lines[1].spots.at(0).y);
  CHECK(*lines[1].spots.at(0).y < *lines[2].spots.at(0).y);
  CHECK(plot->caption.find("do not add up") != std::string::npos);
}

TEST_CASE("without service times there are no parts to show") {
  RunResult run;
  run.points.resize(2);
  run.points[0].lag_ms_p50 = run.points[0].lag_ms_p99 = 1;
  CHECK_FALSE(request_parts(run));
}

TEST_CASE("a slow request's bar is as long as its latency, its parts in their order") {
  RunResult run;
  run.slowest = {slow("a/b/short.html", 10), slow("long.html", 50)};
  const auto plot = slowest_requests(run);
  REQUIRE(plot);
  const Panel& panel = plot->sheet.panels.at(0);
  CHECK(panel.y.tics.at(0).label == "2  long.html");
  CHECK(panel.y.tics.at(1).label == "1  short.html");
  REQUIRE(panel.bars.size() == 4);
  double left = 0;
  for (const Bars& bars : panel.bars) {
    CHECK(bars.bars.at(0).left == doctest::Approx(left));
    left = bars.bars.at(0).right;
  }
  CHECK(left == doctest::Approx(50));
  CHECK(panel.x.high >= 50);
}

TEST_CASE("ten of the measured requests at most, and none whose parts are unknown") {
  RunResult run;
  for (int i = 0; i < 30; ++i) run.slowest.push_back(slow("d", 100 - i));
  run.slowest[0].phase = "warm-up";
  run.slowest[1].latency_ms = std::numeric_limits<double>::infinity();
  run.points.resize(1);
  run.points[0].phase = "warm-up";
  run.points[0].measured = false;
  const auto plot = slowest_requests(run);
  REQUIRE(plot);
  const auto& rows = plot->sheet.panels.at(0).y.tics;
  REQUIRE(rows.size() == 10);
  CHECK(rows.front().label == "3  d");
  run.slowest = {SlowRequest{}};
  CHECK_FALSE(slowest_requests(run));
}

}  // namespace parts_test
