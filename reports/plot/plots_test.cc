#include "reports/plot/plots.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "reports/plot/lag.h"
#include "reports/plot/percentiles.h"
#include "reports/plot/stages.h"
#include "reports/plot/sweep.h"
#include "reports/sample/sample_run.h"
#include "reports/sheet/gnuplot.h"
#include "reports/sheet/sheet_script.h"

namespace plots_test {

using namespace reports::sample;
using namespace reports::words;
using namespace reports::plot;
using namespace reports::sheet;
using harness::result::Point;

namespace {

std::vector<std::string> names(const RunResult& run) {
  std::vector<std::string> all;
  for (const Plot& one : plots_of(run)) all.push_back(one.name);
  return all;
}

using Names = std::vector<std::string>;

RunResult sweep(const std::vector<std::pair<double, double>>& workers_and_rates) {
  RunResult run;
  run.view = harness::result::sweep_view();
  for (const auto& [workers, rate] : workers_and_rates) {
    Point point;
    point.step = std::to_string(workers);
    point.workers = workers;
    point.achieved_per_s = rate;
    run.points.push_back(point);
  }
  return run;
}

}  // namespace

TEST_CASE("only the plots that have data are made") {
  CHECK(names(RunResult{}).empty());
  CHECK(names(sample_worker_sweep()) ==
        Names{"sweep_curves", "latency_percentiles", "request_parts", "generator_lag"});
  CHECK(names(sample_capacity()) ==
        Names{"capacity_curve", "latency_percentiles", "request_parts", "generator_lag"});
  CHECK(names(sample_selftest()) == Names{"known_answers"});
  RunResult overhead = sample_overhead();
  overhead.view = harness::result::harness_view();
  CHECK(names(overhead) == Names{"latency_percentiles", "generator_lag"});
  CHECK(names(sample_load()) == Names{"latency_over_time", "throughput_over_time",
                                      "queues_over_time", "resources_over_time", "cache_over_time",
                                      "counters_over_time", "latency_percentiles", "request_parts",
                                      "slowest_requests", "stage_shares", "stage_latencies",
                                      "generator_lag"});
  RunResult run;
  run.timeline.resize(3);
  for (int i = 0; i < 3; ++i) run.timeline[static_cast<std::size_t>(i)].t_s = i + 1;
  CHECK(names(run).empty());
  run.timeline[1].cpu_cores = 1;
  CHECK(names(run) == Names{"resources_over_time"});
}

TEST_CASE("each plot is listed, says what to look for, and draws") {
  for (const RunResult& run : {sample_batch_sweep(), sample_worker_sweep(), sample_overhead(),
                               sample_capacity(), sample_selftest()}) {
    for (const Plot& one : plots_of(run)) {
      CAPTURE(one.name);
      CHECK(std::ranges::count(plot_names, one.name) == 1);
      CHECK(one.caption.ends_with("."));
      const auto svg = run_gnuplot(sheet_script(one.sheet));
      REQUIRE_MESSAGE(svg, (svg ? "" : svg.error().message));
      CHECK(svg->find("</svg>") != std::string::npos);
    }
  }
}

TEST_CASE("a sweep of workers has the ideal line, the cores and its best point") {
  RunResult run = sweep({{4, 1500}, {1, 500}, {2, 900}});
  run.environment = {{"cores", "2 usable of 8"}};
  const auto plot = sweep_curves(run);
  REQUIRE(plot);
  const Panel& panel = plot->sheet.panels.at(0);
  REQUIRE(panel.lines.size() == 2);
  std::vector<double> ideal_rates;
  for (const Spot& spot : panel.lines[1].spots) ideal_rates.push_back(*spot.y);
  CHECK(ideal_rates == std::vector<double>{500, 1000, 2000});
  REQUIRE(panel.marks.size() == 1);
  CHECK(panel.marks[0].x == 2);
  CHECK(panel.marks[0].label == "2 cores");
  REQUIRE(panel.notes.size() == 1);
  CHECK(panel.notes[0].x == 4);
  CHECK(panel.notes[0].y == 1500);
}

TEST_CASE("the best point is a measured and valid one") {
  RunResult run = sweep({{1, 500}, {2, 900}, {4, 1500}});
  run.points[2].valid = false;
  CHECK(best_throughput(run) == &run.points[1]);
  run.points[1].measured = false;
  CHECK(best_throughput(run) == &run.points[0]);
  run.points[0].achieved_per_s.reset();
  CHECK(best_throughput(run) == nullptr);
}

TEST_CASE("steps that differ in something else stand side by side in their order") {
  RunResult run = sweep({{2, 500}, {2, 900}, {2, 700}});
  const SweepPoints points = sweep_points(run);
  CHECK(points.swept == Swept::something_else);
  CHECK(points.x == std::vector<double>{1, 2, 3});
  run.points[0].workers = 0;  // no place on a logarithmic axis
  run.points[1].workers = 1;
  CHECK(sweep_points(run).swept == Swept::something_else);
}

TEST_CASE("the percentile lines follow the histogram") {
  RunResult run;
  harness::result::Distribution one;
  for (int i = 1; i <= 1000; ++i) one.latency.record(i * 1'000'000);
  run.distributions = {one};
  const auto plot = latency_percentiles(run);
  REQUIRE(plot);
  const Line& line = plot->sheet.panels[0].lines.at(0);
  CHECK(line.spots.front().x == 0);
  CHECK(*line.spots.front().y == doctest::Approx(1).epsilon(0.002));
  CHECK(line.spots.back().x == doctest::Approx(3));  // 1,000 samples: three nines
  CHECK(*line.spots.back().y == doctest::Approx(1000).epsilon(0.002));
  for (const Spot& spot : line.spots) {
    const double quantile = 1 - std::pow(10, -spot.x);
    CHECK(*spot.y == doctest::Approx(std::max(1.0, 1000 * quantile)).epsilon(0.01).scale(100));
  }
}

TEST_CASE("of many distributions eight are drawn, the first and the last among them") {
  RunResult run;
  for (int i = 0; i < 30; ++i) {
    harness::result::Distribution one;
    one.step = std::to_string(i);
    one.latency.record(1'000'000);
    one.latency.record(2'000'000);
    run.distributions.push_back(one);
    Point point;
    point.step = one.step;
    run.points.push_back(point);
  }
  const auto plot = latency_percentiles(run);
  REQUIRE(plot);
  const auto& lines = plot->sheet.panels[0].lines;
  REQUIRE(lines.size() == 8);
  CHECK(lines.front().label == "0");
  CHECK(lines.back().label == "29");
  CHECK(plot->caption.find("8 of 30") != std::string::npos);
}

TEST_CASE("a point's stages fill its bar from left to right") {
  RunResult run;
  run.stages = {{"", "a", "parse", 10.0, 1.0, 1.0, 1.0, 2.0, 0.75},
                {"", "a", "index", 10.0, 1.0, 1.0, 1.0, 4.0, 0.25}};
  const auto plot = stage_shares(run);
  REQUIRE(plot);
  const auto& bars = plot->sheet.panels[0].bars;
  REQUIRE(bars.size() == 2);
  CHECK(bars[0].label == "parse");
  CHECK(bars[0].bars.at(0).left == 0);
  CHECK(bars[0].bars.at(0).right == 0.75);
  CHECK(bars[1].bars.at(0).left == 0.75);
  CHECK(bars[1].bars.at(0).right == 1.0);
}

TEST_CASE("sixteen stages look different") {
  for (std::size_t a = 0; a < 16; ++a) {
    for (std::size_t b = 0; b < a; ++b) {
      CAPTURE(a);
      CAPTURE(b);
      const bool same_colour = std::string(series(a).colour) == series(b).colour;
      CHECK_FALSE((same_colour && series(a).hatching == series(b).hatching));
    }
  }
}

TEST_CASE("a lag of zero is shown at the clock's step") {
  RunResult run = sweep({{1, 1}, {2, 1}});
  run.points[0].lag_ms_p50 = 0;
  run.points[1].lag_ms_p50 = 0.25;
  const auto plot = generator_lag(run);
  REQUIRE(plot);
  CHECK(*plot->sheet.panels[0].lines.at(0).spots[0].y == doctest::Approx(1e-6));
  run.points.pop_back();
  CHECK_FALSE(generator_lag(run));
}

}  // namespace plots_test
