#include "reports/timeline/timeline.h"

#include <doctest/doctest.h>

#include <limits>

namespace timeline_test {

using namespace reports::sheet;
using namespace reports::timeline;
using harness::result::TimelineRow;

namespace {

TimelineRow row(double t_s, const char* phase, double completed, double p99) {
  TimelineRow one;
  one.t_s = t_s;
  one.phase = phase;
  one.completed = completed;
  one.latency_ms_p99 = p99;
  return one;
}

}  // namespace

TEST_CASE("phases become bands that meet, unmeasured ones marked") {
  RunResult run;
  run.timeline = {row(1, "warm-up", 1, 1), row(2, "warm-up", 1, 1), row(3, "steady", 1, 1)};
  harness::result::Point warm_up;
  warm_up.phase = "warm-up";
  warm_up.measured = false;
  run.points = {warm_up};
  const Timeline timeline(run);
  REQUIRE(timeline.bands().size() == 2);
  CHECK(timeline.bands()[0].from == 0);
  CHECK(timeline.bands()[0].to == 2);
  CHECK(timeline.bands()[0].label == "warm-up");
  CHECK_FALSE(timeline.bands()[0].measured);
  CHECK(timeline.bands()[1].from == 2);
  CHECK(timeline.bands()[1].to == 3);
  CHECK(timeline.bands()[1].measured);
}

TEST_CASE("counts of an interval become rates by its length") {
  RunResult run;
  run.timeline = {row(2, "a", 100, 1), row(3, "a", 100, 1)};
  const Line line = Timeline(run).rate_line("", blue, &TimelineRow::completed);
  REQUIRE(line.spots.size() == 2);
  CHECK(line.spots[0].y == 50.0);
  CHECK(line.spots[1].y == 100.0);
}

TEST_CASE("what was not measured is a gap, and a line of gaps is not drawn") {
  RunResult run;
  run.timeline = {row(1, "a", 1, 5), row(2, "a", 1, 7)};
  run.timeline[1].latency_ms_p99.reset();
  const Timeline timeline(run);
  const Panel panel =
      timeline.panel({}, {timeline.line("P99", blue, &TimelineRow::latency_ms_p99),
                          timeline.line("P50", blue, &TimelineRow::latency_ms_p50)});
  REQUIRE(panel.lines.size() == 1);
  CHECK(panel.lines[0].spots[0].y == 5.0);
  CHECK_FALSE(panel.lines[0].spots[1].y);
}

TEST_CASE("a long run is summed up without losing a count or its worst latency") {
  RunResult run;
  constexpr int rows = 10000;
  for (int i = 1; i <= rows; ++i) run.timeline.push_back(row(i, i <= 55 ? "a" : "b", 1, i == 777));
  const Timeline timeline(run);
  const Line worst = timeline.line("", blue, &TimelineRow::latency_ms_p99);
  const Line counts = timeline.line("", blue, &TimelineRow::completed);
  CHECK(worst.spots.size() <= Timeline::most + 2);
  CHECK(extent({worst})->high == 1.0);
  double total = 0;
  for (const Spot& spot : counts.spots) total += *spot.y;
  CHECK(total == rows);
  REQUIRE(timeline.bands().size() == 2);
  CHECK(timeline.bands()[0].to == 55);
}

TEST_CASE("rows out of order, without a place in time or with figures that are no numbers") {
  RunResult run;
  run.timeline = {row(2, "a", 1, 1), row(1, "a", 1, std::numeric_limits<double>::infinity()),
                  row(std::numeric_limits<double>::quiet_NaN(), "a", 1, 1), row(-4, "a", 1, 1)};
  const Line line = Timeline(run).line("", blue, &TimelineRow::latency_ms_p99);
  REQUIRE(line.spots.size() == 2);
  CHECK(line.spots[0].x == 1);
  CHECK(extent({line})->high == 1.0);
}

TEST_CASE("a short row at a phase's end has no rate, but its time and its latencies stay") {
  RunResult run;
  run.timeline = {row(1, "a", 50, 1),   row(2, "a", 50, 1),   row(2.2, "a", 3, 1),
                  row(3.2, "b", 50, 1), row(4.2, "b", 50, 1), row(4.6, "b", 2, 1)};
  const Timeline timeline(run);
  std::vector<double> times;
  for (const Spot& spot : timeline.rate_line("", blue, &TimelineRow::completed).spots) {
    if (spot.y) times.push_back(spot.x);
  }
  CHECK(times == std::vector<double>{1, 2, 3.2, 4.2});
  CHECK(timeline.rate_line("", blue, &TimelineRow::completed).spots.at(3).y == 50.0);
  CHECK(timeline.line("", blue, &TimelineRow::latency_ms_p99).spots.at(2).y == 1.0);
  REQUIRE(timeline.bands().size() == 2);
  CHECK(timeline.bands()[0].to == 2.2);
  CHECK(timeline.bands()[1].to == 4.6);
  CHECK(timeline.time().high == 4.6);
}

TEST_CASE("a last row of at least half the interval, or a phase's only one, stays") {
  RunResult run;
  run.timeline = {row(1, "a", 1, 1), row(2, "a", 1, 1), row(2.2, "b", 1, 1), row(3.2, "c", 1, 1),
                  row(3.7, "c", 1, 1)};
  CHECK(Timeline(run).line("", blue, &TimelineRow::completed).spots.size() == 5);
}

TEST_CASE("what was cut off as warm-up is a band of its own that was not measured") {
  RunResult run;
  run.timeline = {row(1, "a", 1, 1), row(2, "a", 1, 1), row(3, "b", 1, 1), row(4, "b", 1, 1)};
  run.points.resize(2);
  run.points[0].phase = "a";
  run.points[1].phase = "b";
  run.points[1].warm_up_s = 0.5;
  const Timeline timeline(run);
  REQUIRE(timeline.bands().size() == 3);
  CHECK(timeline.bands()[1].from == 2);
  CHECK(timeline.bands()[1].to == 2.5);
  CHECK_FALSE(timeline.bands()[1].measured);
  CHECK(timeline.bands()[2].from == 2.5);
  CHECK(timeline.bands()[2].to == 4);
  CHECK(timeline.bands()[2].measured);
}

}  // namespace timeline_test
