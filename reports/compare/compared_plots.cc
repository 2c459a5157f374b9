#include "reports/compare/compared_plots.h"

#include <fmt/format.h>

#include <algorithm>

#include "reports/plot/percentiles.h"
#include "reports/plot/sweep.h"
#include "reports/timeline/timeline.h"

namespace reports::compare {
namespace {

using harness::result::Figure;
using harness::result::TimelineRow;
using sheet::Line;
using sheet::Panel;
using sheet::Plot;

constexpr std::size_t most_panels = 3;
constexpr std::size_t most_over_time = 6;  // points; those of a long sweep overlap one another

Panel panel_of(sheet::Axis x, sheet::Axis y, std::vector<Line> lines) {
  return {.x = std::move(x),
          .y = std::move(y),
          .lines = std::move(lines),
          .bars = {},
          .bands = {},
          .marks = {},
          .notes = {}};
}

std::vector<const ComparedPoint*> in_all_runs(const Comparison& comparison) {
  std::vector<const ComparedPoint*> all;
  for (const ComparedPoint& point : comparison.points) {
    if (std::find(point.points.begin(), point.points.end(), nullptr) == point.points.end()) {
      all.push_back(&point);
    }
  }
  return all;
}

const harness::record::Histogram* latency_of(const RunResult& run, const Point& point) {
  for (const harness::result::Distribution& one : run.distributions) {
    if (one.step == point.step && one.phase == point.phase && one.latency.count() > 0) {
      return &one.latency;
    }
  }
  return nullptr;
}

std::optional<Panel> percentiles_of(const Comparison& comparison, const ComparedPoint& point) {
  std::vector<plot::PercentileCurve> curves;
  for (std::size_t i = 0; i < comparison.runs.size(); ++i) {
    const auto* const latency = latency_of(comparison.runs[i].run, *point.points[i]);
    if (latency != nullptr) curves.push_back({comparison.letters[i], latency});
  }
  return curves.size() < 2 ? std::nullopt : plot::percentiles_panel(curves);
}

std::optional<Plot> percentiles(const Comparison& comparison,
                                const std::vector<const ComparedPoint*>& points) {
  Plot plot{"compared_percentiles",
            "The share of requests (across, the tail stretched) that took no longer than the "
            "latency (upwards), a line for each run.",
            {"Latency by percentile", {}}};
  std::string shown;
  for (const ComparedPoint* const point : points) {
    auto panel = percentiles_of(comparison, *point);
    if (!panel || plot.sheet.panels.size() == most_panels) continue;
    plot.sheet.panels.push_back(std::move(*panel));
    shown += (shown.empty() ? "" : ", then ") + point->name;
  }
  if (plot.sheet.panels.empty()) return std::nullopt;
  // Panels share their axis: the one that reaches furthest.
  const auto furthest =
      std::max_element(plot.sheet.panels.begin(), plot.sheet.panels.end(),
                       [](const Panel& a, const Panel& b) { return a.x.high < b.x.high; });
  const sheet::Axis x = furthest->x;
  for (Panel& panel : plot.sheet.panels) panel.x = x;
  if (points.size() > 1) plot.caption += fmt::format(" From above: {}.", shown);
  return plot;
}

/// Throughput, P50 and P99 of each run along the points.
std::optional<Plot> along_points(const Comparison& comparison,
                                 const std::vector<const ComparedPoint*>& points) {
  plot::SweepPoints first = plot::sweep_points(comparison.runs[0].run);
  std::vector<const ComparedPoint*> matched;
  std::vector<double> x;
  for (std::size_t i = 0; i < first.points.size(); ++i) {
    const auto found = std::find_if(points.begin(), points.end(), [&](const ComparedPoint* one) {
      return one->points[0] == first.points[i];
    });
    if (found == points.end()) continue;
    matched.push_back(*found);
    x.push_back(first.x[i]);
  }
  if (matched.size() < 2) return std::nullopt;
  const sheet::Axis axis = plot::swept_axis(comparison.runs[0].run, first, false);
  struct Upwards {
    const char* label;
    Figure Point::*figure;
    Figure Point::*low;
    Figure Point::*high;
    sheet::Wording wording;
  };
  const Upwards upwards[] = {
      {"requests per second", &Point::achieved_per_s, &Point::achieved_per_s_low,
       &Point::achieved_per_s_high, sheet::in_counts},
      {"P50 (log scale)", &Point::latency_ms_p50, &Point::latency_ms_p50_low,
       &Point::latency_ms_p50_high, sheet::in_milliseconds},
      {"P99 (log scale)", &Point::latency_ms_p99, &Point::latency_ms_p99_low,
       &Point::latency_ms_p99_high, sheet::in_milliseconds}};
  Plot plot{"compared_points",
            "Throughput, P50 and P99 of each run along the points that all have.",
            {"Throughput and latency by point", {}}};
  for (const Upwards& one : upwards) {
    std::vector<Line> lines;
    for (std::size_t i = 0; i < comparison.runs.size(); ++i) {
      plot::SweepPoints sweep{.swept = first.swept, .points = {}, .x = x};
      for (const ComparedPoint* const point : matched) sweep.points.push_back(point->points[i]);
      lines.push_back(plot::swept_line(sweep, comparison.letters[i], sheet::series(i), one.figure,
                                       one.low, one.high));
    }
    const auto range = sheet::extent(lines);
    if (!range) continue;
    sheet::Axis y = one.figure == &Point::achieved_per_s
                        ? sheet::linear_axis(one.label, range->high * 1.08, one.wording)
                        : sheet::log_axis(one.label, range->low, range->high, one.wording);
    plot.sheet.panels.push_back(panel_of(axis, std::move(y), std::move(lines)));
  }
  if (plot.sheet.panels.empty()) return std::nullopt;
  if (sheet::has_whiskers(plot.sheet)) plot.caption += " Whiskers are 95 % intervals.";
  return plot;
}

std::optional<Panel> timeline_panel(const Comparison& comparison, timeline::Member member,
                                    const char* label, bool of_latency) {
  std::vector<Line> lines;
  sheet::Axis x;
  x.high = 0;
  for (std::size_t i = 0; i < comparison.runs.size(); ++i) {
    const timeline::Timeline timeline(comparison.runs[i].run);
    if (timeline.empty()) continue;
    lines.push_back(timeline.line(comparison.letters[i], sheet::series(i), member));
    const sheet::Axis own = timeline.time();
    if (own.high > x.high) x = own;
  }
  const auto range = sheet::extent(lines);
  if (lines.size() < 2 || !range) return std::nullopt;
  sheet::Axis y = of_latency
                      ? sheet::log_axis(label, range->low, range->high, sheet::in_milliseconds)
                      : sheet::linear_axis(label, range->high * 1.05, sheet::in_counts);
  return panel_of(std::move(x), std::move(y), std::move(lines));
}

std::optional<Plot> over_time(const Comparison& comparison) {
  Plot plot{"compared_over_time",
            "Requests completed per second and P99 in each interval, each run's from its own "
            "start: look for what only one of them has.",
            {"Throughput and latency over time", {}}};
  for (auto& panel :
       {timeline_panel(comparison, &TimelineRow::completed_per_s, "requests per second", false),
        timeline_panel(comparison, &TimelineRow::latency_ms_p99, "P99 (log scale)", true)}) {
    if (panel) plot.sheet.panels.push_back(*panel);
  }
  if (plot.sheet.panels.empty()) return std::nullopt;
  return plot;
}

}  // namespace

std::vector<Plot> compared_plots(const Comparison& comparison) {
  const std::vector<const ComparedPoint*> points = in_all_runs(comparison);
  std::vector<Plot> plots;
  const auto add = [&](std::optional<Plot> plot) {
    if (plot) plots.push_back(std::move(*plot));
  };
  add(percentiles(comparison, points));
  add(along_points(comparison, points));
  if (comparison.points.size() <= most_over_time) add(over_time(comparison));
  return plots;
}

}  // namespace reports::compare
