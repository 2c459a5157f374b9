#include <doctest/doctest.h>

#include "reports/plot/engine_sweep.h"
#include "reports/plot/operations.h"
#include "reports/plot/plots.h"
#include "reports/plot/series.h"
#include "reports/timeline/engines_over_time.h"

namespace engines_test {

using namespace reports::plot;
using namespace reports::sheet;
using namespace reports::timeline;
using harness::result::Point;
using harness::result::TimelineRow;

namespace {

void add_point(RunResult& run, const std::string& engine, const std::string& step) {
  Point point;
  point.engine = engine;
  point.step = step;
  point.phase = "steady";
  run.points.push_back(point);
}

/// Rows each second from `start_s`, with these latencies.
void add_rows(RunResult& run, const std::string& step, double start_s,
              const std::vector<double>& p99_ms) {
  for (const double latency : p99_ms) {
    TimelineRow row;
    row.t_s = ++start_s;
    row.step = step;
    row.phase = "steady";
    row.latency_ms_p50 = latency / 2;
    row.latency_ms_p99 = latency;
    run.timeline.push_back(row);
  }
  harness::result::Distribution distribution{step, "steady", start_s - 3, 3, {}};
  distribution.latency.record(1000);
  run.distributions.push_back(distribution);
}

RunResult load() {
  RunResult run;
  run.view = harness::result::load_view();
  add_point(run, "v1", "v1");
  add_point(run, "v2", "v2");
  add_rows(run, "v1", 10, {40, 41, 42});
  add_rows(run, "v2", 20, {5, 6, 7});
  return run;
}

const Plot* find(const std::vector<Plot>& plots, const std::string& name) {
  for (const Plot& plot : plots) {
    if (plot.name == name) return &plot;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("engines lie over one another, each from the start of its own load") {
  const std::vector<Plot> plots = plots_of(load());
  const Plot* const plot = find(plots, "latency_over_time");
  REQUIRE(plot != nullptr);
  const std::vector<Line>& lines = plot->sheet.panels.at(0).lines;
  REQUIRE(lines.size() == 4);
  CHECK(lines[0].label == "v1 P50");
  CHECK(lines[3].label == "v2 P99");
  for (const Line& line : lines) {
    REQUIRE(line.spots.size() == 3);
    CHECK(line.spots[0].x == doctest::Approx(1));
    CHECK(line.spots[2].x == doctest::Approx(3));
  }
  CHECK(lines[1].spots[2].y == 42.0);
  CHECK(lines[3].spots[2].y == 7.0);
  CHECK(find(plots, "cache_over_time") == nullptr);  // nothing was measured of it
}

TEST_CASE("one engine, or one with several steps, is not laid over itself") {
  RunResult one = load();
  one.points.pop_back();
  CHECK(engines_over_time(one).empty());
  RunResult steps = load();
  add_point(steps, "v1", "v1 again");
  CHECK(engines_over_time(steps).empty());
}

TEST_CASE("a sweep has a line for each engine over the same settings") {
  RunResult run;
  run.view = harness::result::sweep_view();
  for (const double size : {1.0, 10.0, 100.0}) {
    for (const char* engine : {"v1", "v2"}) {
      add_point(run, engine, std::string(engine) + " batch");
      run.points.back().batch_size = size;
      run.points.back().workers = engine[1] == '1' ? 1 : 2;
      run.points.back().achieved_per_s = size * (engine[1] == '1' ? 1 : 5);
    }
  }
  const auto plot = engine_sweep_curves(run);
  REQUIRE(plot);
  REQUIRE(plot->sheet.panels.size() == 1);
  const std::vector<Line>& lines = plot->sheet.panels[0].lines;
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].label == "v1");
  CHECK(lines[1].spots.at(2).x == 100);
  CHECK(lines[1].spots.at(2).y == 500.0);
  CHECK(plot->sheet.panels[0].x.logarithmic);
}

TEST_CASE("operations have a row each and a marker for each engine that spent time there") {
  RunResult run = load();
  for (const char* step : {"v1", "v2"}) {
    for (const char* operation : {"validation", "processing"}) {
      harness::result::StageRow row;
      row.step = step;
      row.phase = "steady";
      row.stage = row.operation = operation;
      row.count = 10;
      row.mean_ms = step[1] == '1' ? 4 : 2;
      run.stages.push_back(row);
    }
  }
  for (Point& point : run.points) point.ok = 10;
  const auto plot = operation_times(run);
  REQUIRE(plot);
  const Panel& panel = plot->sheet.panels.at(0);
  REQUIRE(panel.lines.size() == 2);
  CHECK(panel.lines[0].spots.size() == 2);
  CHECK(panel.lines[1].spots.at(1).x == 2);
  run.points.pop_back();
  CHECK_FALSE(operation_times(run));  // one engine: the stages' own plots say it
}

TEST_CASE("a sweep over several settings has a panel for each pattern and a line for each series") {
  RunResult run;
  run.view.curves = {"Hits", "capacity", "", {{"cache_hit_ratio"}}};
  for (const char* panel : {"zipf", "scan"}) {
    for (const char* series : {"lru", "sieve"}) {
      for (const double x : {50.0, 5.0}) {
        add_point(run, "v2", panel + std::string(series));
        run.points.back().panel = panel;
        run.points.back().series = series;
        run.points.back().setting = std::to_string(static_cast<int>(x)) + " %";
        run.points.back().x = x;
        run.points.back().cache_hit_ratio = x / 100;
      }
    }
  }
  const auto plot = series_curves(run);
  REQUIRE(plot);
  REQUIRE(plot->sheet.panels.size() == 2);
  const Panel& scan = plot->sheet.panels[1];
  CHECK(scan.y.label == "cache hits, scan");
  REQUIRE(scan.lines.size() == 2);
  CHECK(scan.lines[1].label == "sieve");
  CHECK(scan.lines[1].spots.at(0).x == 5);  // in order, however they were measured
  CHECK(scan.lines[1].spots.at(1).y == 0.5);
  REQUIRE(scan.x.tics.size() == 2);
  CHECK(scan.x.tics[0].label == "5 %");
  CHECK_FALSE(series_curves(load()));
}

TEST_CASE("what has no order is drawn without lines in between") {
  RunResult run;
  for (const double x : {1.0, 2.0}) {
    add_point(run, "v2", x == 1 ? "pdf" : "epub");
    run.points.back().series = "documents";
    run.points.back().setting = run.points.back().step;
    run.points.back().achieved_per_s = 100;
    run.points.back().x = x;
  }
  const auto width = [&](bool of_names) {
    run.view.curves = {"", "", "", {{"achieved_per_s"}}, of_names};
    const auto plot = series_curves(run);
    REQUIRE(plot);
    return plot->sheet.panels.at(0).lines.at(0).style.width;
  };
  CHECK(width(true) == 0);
  CHECK(width(false) > 0);
}

}  // namespace engines_test
