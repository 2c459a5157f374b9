#include "reports/plot/scaling_law.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "reports/plot/sweep.h"

namespace scaling_law_test {

using namespace reports::plot;
using namespace reports::sheet;
using harness::result::Point;

namespace {

/// Points that lie on a law, with the fit's estimates.
RunResult on_law(const ScalingLaw& law, double peak) {
  RunResult run;
  run.view = harness::result::sweep_view();
  for (const double workers : {1.0, 2.0, 4.0, 8.0}) {
    Point point;
    point.step = std::to_string(workers);
    point.workers = workers;
    point.achieved_per_s = law.throughput_per_s(workers);
    point.achieved_per_s_low = *point.achieved_per_s * 0.9;
    point.achieved_per_s_high = *point.achieved_per_s * 1.1;
    run.points.push_back(point);
  }
  run.estimates = {{"contention", law.contention, {}, {}, "", ""},
                   {"coherency", law.coherency, {}, {}, "", ""},
                   {"throughput of one worker", law.one_worker_per_s, {}, {}, "/s", ""},
                   {"peak workers", peak, {}, {}, "workers", ""}};
  return run;
}

}  // namespace

TEST_CASE("the law's known values") {
  CHECK(ScalingLaw{100, 0, 0, {}}.throughput_per_s(8) == doctest::Approx(800));  // linear
  CHECK(ScalingLaw{100, 0.05, 0, {}}.throughput_per_s(1e9) ==
        doctest::Approx(2000));  // Amdahl: g/a
  const ScalingLaw law{100, 0.1, 0.01, {}};
  CHECK(law.throughput_per_s(1) == doctest::Approx(100));
  const double peak = std::sqrt((1 - law.contention) / law.coherency);  // where the slope is 0
  CHECK(law.throughput_per_s(peak) > law.throughput_per_s(peak * 1.01));
  CHECK(law.throughput_per_s(peak) > law.throughput_per_s(peak * 0.99));
}

TEST_CASE("the curve goes through the points and on to twice the most workers") {
  const RunResult run = on_law({1000, 0.1, 0.01, {}}, 9.5);
  const auto plot = sweep_curves(run);
  REQUIRE(plot);
  const Panel& panel = plot->sheet.panels.at(0);
  REQUIRE(panel.lines.size() == 3);
  const Line& achieved = panel.lines[0];
  const Line& law = panel.lines[2];
  CHECK(law.spots.front().x == 1);
  CHECK(law.spots.back().x == doctest::Approx(16));
  CHECK(panel.x.high == 16);
  for (const Spot& point : achieved.spots) {
    const auto next = std::find_if(law.spots.begin(), law.spots.end(), [&](const Spot& spot) {
      return spot.x >= point.x * (1 - 1e-9);
    });
    REQUIRE(next != law.spots.end());
    CHECK(*next->y == doctest::Approx(*point.y).epsilon(0.06));
    CHECK(point.low == doctest::Approx(*point.y * 0.9));
  }
  REQUIRE(panel.marks.size() == 1);
  CHECK(panel.marks[0].x == 9.5);
}

TEST_CASE("a peak that is not on the plot is told in words only") {
  const auto plot = sweep_curves(on_law({1000, 0.1, 0.0001, {}}, 95));
  REQUIRE(plot);
  CHECK(plot->sheet.panels[0].marks.empty());
  CHECK(plot->caption.find("95 workers, which is not on this plot") != std::string::npos);
}

TEST_CASE("no law without all of its parts, or from parts that make no sense") {
  const RunResult whole = on_law({1000, 0.1, 0.01, {}}, 9.5);
  CHECK(scaling_law(whole));
  for (std::size_t missing = 0; missing < 3; ++missing) {
    RunResult run = whole;
    run.estimates[missing].value.reset();
    CHECK_FALSE(scaling_law(run));
  }
  RunResult run = whole;
  run.estimates[2].value = -5;
  CHECK_FALSE(scaling_law(run));
  run = whole;
  run.estimates[0].value = -30;  // the denominator changes its sign on the way
  const Line line = law_line(*scaling_law(run), 1, 16);
  for (const Spot& spot : line.spots) CHECK(spot.y.value_or(1) > 0);
}

}  // namespace scaling_law_test
