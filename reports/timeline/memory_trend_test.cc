#include "reports/timeline/memory_trend.h"

#include <doctest/doctest.h>

#include "reports/plot/plots.h"

namespace memory_trend_test {

using namespace reports::plot;
using namespace reports::sheet;
using namespace reports::timeline;
using harness::result::Point;
using harness::result::TimelineRow;

namespace {

/// Ten rows, the first two of them not judged; a MiB of each is the harness's.
RunResult soak() {
  RunResult run;
  Point point;
  point.engine = point.step = "v1";
  point.phase = "first third";
  run.points.push_back(point);
  run.distributions.push_back({"v1", "first third", 103, 8, {}});
  for (int i = 1; i <= 10; ++i) {
    TimelineRow row;
    row.t_s = 100 + i;
    row.step = "v1";
    row.phase = i <= 2 ? "warm-up" : "first third";
    row.rss_mib = 50 + i;
    row.harness_mib = 1;
    run.timeline.push_back(row);
  }
  for (const auto& [name, value] :
       {std::pair{"memory at the start, v1", 52.0}, std::pair{"memory at the end, v1", 59.0}}) {
    run.estimates.push_back(
        {.name = name, .value = value, .low = {}, .high = {}, .unit = "MiB", .sentence = {}});
  }
  return run;
}

}  // namespace

TEST_CASE("memory is drawn with the line fitted to what was judged of it") {
  const auto plot = memory_trend(soak());
  REQUIRE(plot.has_value());
  const auto& lines = plot->sheet.panels.at(0).lines;
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].label == "v1");
  CHECK(lines[0].spots.front().y == 50.0);  // 51, less the harness's
  CHECK(lines[1].label == "v1, fitted");
  REQUIRE(lines[1].spots.size() == 2);
  CHECK(lines[1].spots[0].x == doctest::Approx(2));
  CHECK(lines[1].spots[0].y == 52.0);
  CHECK(lines[1].spots[1].x == doctest::Approx(9));
  CHECK(lines[1].spots[1].y == 59.0);
}

TEST_CASE("a run that fitted no memory has no such plot") {
  RunResult run = soak();
  run.estimates.clear();
  CHECK_FALSE(memory_trend(run).has_value());
  for (const Plot& plot : plots_of(run)) CHECK(plot.name != "memory_trend");
}

}  // namespace memory_trend_test
