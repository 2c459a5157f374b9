#include "reports/plot/timeline.h"

#include <doctest/doctest.h>

#include <limits>

using namespace reports::plot;
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
  run.timeline = {row(2, "a", 100, 1), row(2.5, "a", 100, 1)};
  const Line line = Timeline(run).rate_line("", blue, &TimelineRow::completed);
  REQUIRE(line.spots.size() == 2);
  CHECK(line.spots[0].y == 50.0);
  CHECK(line.spots[1].y == 200.0);
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
