#include "reports/compare/comparison.h"

#include <doctest/doctest.h>

#include <cmath>

#include "reports/compare/compared_plots.h"
#include "reports/compare/compared_tables.h"
#include "reports/sample/sample_run.h"

namespace comparison_test {

using namespace reports::compare;
using reports::sample::sample_batch_sweep;
using reports::sample::sample_load;
using reports::tables::Table;

namespace {

NamedRun with_latency(const char* name, double p50, double low, double high) {
  RunResult run;
  run.scenario = "steady";
  Point point;
  point.step = "steady";
  point.phase = "measured";
  point.latency_ms_p50 = p50;
  point.latency_ms_p50_low = low;
  point.latency_ms_p50_high = high;
  point.achieved_per_s = 400;
  point.cpu_cores = 1.2;
  run.points.push_back(point);
  return {name, std::move(run)};
}

Comparison compared(std::vector<NamedRun> runs) {
  auto comparison = compare_runs(std::move(runs));
  REQUIRE_MESSAGE(comparison.has_value(), (comparison ? "" : comparison.error().message));
  return std::move(*comparison);
}

const ComparedFigure& figure(const ComparedPoint& point, std::string_view name) {
  for (const ComparedFigure& one : point.figures) {
    if (one.name == name) return one;
  }
  FAIL("no figure of that name");
  return point.figures[0];
}

std::size_t lines_in(const reports::sheet::Plot& plot) {
  return plot.sheet.panels.at(0).lines.size();
}

}  // namespace

TEST_CASE("a ratio's interval is that of a difference of logarithms") {
  // Both known to 3 and 4 % up and down on the log scale: 5 % together.
  const Bounded base{100, 100 * std::exp(-0.03), 100 * std::exp(0.03)};
  const Bounded candidate{110, 110 * std::exp(-0.04), 110 * std::exp(0.04)};
  const Bounded ratio = ratio_of(candidate, base);
  CHECK(*ratio.value == doctest::Approx(1.1));
  CHECK(*ratio.low == doctest::Approx(1.1 * std::exp(-0.05)));
  CHECK(*ratio.high == doctest::Approx(1.1 * std::exp(0.05)));
}

TEST_CASE("a ratio's ends come from the ends that reach there") {
  const Bounded base{100, 100 * std::exp(-0.03), 100 * std::exp(0.08)};
  const Bounded candidate{100, 100 * std::exp(-0.06), 100 * std::exp(0.04)};
  const Bounded ratio = ratio_of(candidate, base);
  CHECK(*ratio.low == doctest::Approx(std::exp(-0.10)));
  CHECK(*ratio.high == doctest::Approx(std::exp(0.05)));
}

TEST_CASE("no ratio of what is absent, zero or no number; no interval where one has none") {
  CHECK_FALSE(ratio_of({1, {}, {}}, {}).value);
  CHECK_FALSE(ratio_of({1, {}, {}}, {0, 0, 0}).value);
  CHECK_FALSE(ratio_of({NAN, {}, {}}, {1, {}, {}}).value);
  const Bounded ratio = ratio_of({3, {}, {}}, {2, 1, 3});
  CHECK(*ratio.value == 1.5);
  CHECK_FALSE(ratio.low);
}

TEST_CASE("changes read as people write them") {
  CHECK(change(1.052) == "+5.2 %");
  CHECK(change(0.9) == "\u221210 %");
  CHECK(change(1.0031) == "+0.31 %");
  CHECK(change(1.0) == "0 %");
  CHECK(change(2.5) == "2.5x");
  CHECK(change({}) == "\u2013");
  CHECK(change_interval({1.052, 1.01, 1.096}) == "+1.0 to +9.6 %");
}

TEST_CASE("two runs: their figures, and the ratio to the first") {
  const Comparison comparison =
      compared({with_latency("one", 10, 9.8, 10.2), with_latency("two", 11, 10.7, 11.3)});
  REQUIRE(comparison.points.size() == 1);
  const ComparedFigure& p50 = figure(comparison.points[0], "P50");
  CHECK_FALSE(p50.ratios[0].value);
  CHECK(*p50.ratios[1].value == doctest::Approx(1.1));
  // 1.2 cores at 400 requests a second are 3 ms a request.
  CHECK(*figure(comparison.points[0], "CPU time a request").values[1].value ==
        doctest::Approx(3000));
  const Table table = figures_table(comparison);
  CHECK(table.rows[1].cells[1].text == "P50");
  CHECK(table.rows[1].cells[3].text == "11 ms");
  CHECK(table.rows[1].cells[4].text == "+10 %");
}

TEST_CASE("what the runs differ in is told, machines first and as a warning") {
  NamedRun one = with_latency("one", 10, 9, 11), two = with_latency("two", 10, 9, 11);
  one.run.environment = {{"cpu", "old"}, {"kernel", "6.1"}, {"commit", "a"}};
  two.run.environment = {{"cpu", "new"}, {"kernel", "6.1"}, {"commit", "b"}};
  one.run.parameters = {{"batch.size", "5"}, {"workers", "2"}};
  two.run.parameters = {{"batch.size", "50"}};
  const Comparison comparison = compared({std::move(one), std::move(two)});
  const Table table = differences_table(comparison);
  REQUIRE(table.rows.size() == 4);
  CHECK(table.rows[0].cells == std::vector<reports::tables::Cell>{"machine", "cpu", "old", "new"});
  CHECK(table.rows[1].cells == std::vector<reports::tables::Cell>{"build", "commit", "a", "b"});
  CHECK(table.rows[2].cells[1].text == "batch.size");
  CHECK(table.rows[3].cells[3].text == "\u2013");
  CHECK(comparison.warnings[0].starts_with("The machines differ (cpu)"));
}

TEST_CASE("another load is told") {
  NamedRun one = with_latency("one", 10, 9, 11), two = one;
  one.run.points[0].planned_per_s = 200;
  two.run.points[0].planned_per_s = 400;
  const Comparison comparison = compared({one, two});
  REQUIRE(comparison.asked.size() == 1);
  CHECK(comparison.asked[0].values == std::vector<std::string>{"200/s", "400/s"});
}

TEST_CASE("single points match whatever they are called, several only by name") {
  NamedRun one = with_latency("one", 10, 9, 11), two = with_latency("two", 10, 9, 11);
  two.run.points[0].step = "peak";
  CHECK(compared({one, two}).points.size() == 1);
  two.run.points.push_back(two.run.points[0]);
  two.run.points[1].step = "more";
  const auto none = compare_runs({one, two});
  REQUIRE_FALSE(none);
  CHECK(none.error().message.starts_with("no measured point in common: one has "));
  two.run.points[1].step = "steady";
  const Comparison some = compared({one, two});
  CHECK(some.points.size() == 1);
  CHECK(some.warnings.back() ==
        "Not compared, because the first run has nothing to match: peak of B.");
}

TEST_CASE("an invalid run says so") {
  NamedRun one = with_latency("one", 10, 9, 11), two = one;
  two.run.checks.push_back({.name = "drain",
                            .state = harness::result::CheckState::failed,
                            .figure = {},
                            .limit = {},
                            .sentence = "3 requests never ended."});
  CHECK(compared({one, two}).warnings[0] == "B is INVALID: 3 requests never ended.");
}

TEST_CASE("fewer than two runs, or more than letters, are none to compare") {
  CHECK_FALSE(compare_runs({}));
  CHECK_FALSE(compare_runs({with_latency("one", 1, 1, 1)}));
  CHECK_FALSE(compare_runs(std::vector<NamedRun>(27, with_latency("one", 1, 1, 1))));
}

TEST_CASE("runs are drawn on one pair of axes") {
  const Comparison loads =
      compared({{"one", sample_load()}, {"two", sample_load()}, {"three", sample_load()}});
  const auto plots = compared_plots(loads);
  REQUIRE(plots.size() == 3);
  CHECK(plots[0].name == "compared_percentiles");
  CHECK(plots[0].sheet.panels.size() == 3);
  CHECK(plots[1].name == "compared_points");
  CHECK(plots[2].name == "compared_over_time");
  for (const auto& plot : plots) CHECK(lines_in(plot) == 3);

  const auto sweep =
      compared_plots(compared({{"one", sample_batch_sweep()}, {"two", sample_batch_sweep()}}));
  CHECK(sweep[1].sheet.panels[0].lines[0].spots.front().x == 1);
  CHECK(sweep[1].sheet.panels[0].lines[0].spots.back().x == 500);
  CHECK(compared_plots(compared({with_latency("one", 1, 1, 1), with_latency("two", 1, 1, 1)}))
            .empty());
}

}  // namespace comparison_test
