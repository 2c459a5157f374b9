#include "reports/plot/capacity.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "harness/objective/objective.h"
#include "reports/words/estimate.h"
#include "reports/words/figure_format.h"

namespace reports::plot {

using harness::result::Figure;

namespace {

using harness::objective::Objective;
using harness::result::Estimated;
using harness::result::Point;
using PointFigure = Figure Point::*;

std::vector<const Point*> probes_by_rate(const RunResult& run) {
  std::vector<const Point*> probes;
  for (const Point& point : run.points) {
    const Figure& rate = point.offered_per_s;
    if (point.measured && rate && std::isfinite(*rate) && *rate > 0) probes.push_back(&point);
  }
  std::stable_sort(probes.begin(), probes.end(), [](const Point* a, const Point* b) {
    return *a->offered_per_s < *b->offered_per_s;
  });
  return probes;
}

sheet::Line probe_line(const std::vector<const Point*>& probes, const char* label,
                       const sheet::Style& style, PointFigure figure, PointFigure low,
                       PointFigure high) {
  sheet::Line line{.label = label, .style = style, .spots = {}, .marks_each = true};
  for (const Point* probe : probes) {
    line.spots.push_back(
        sheet::spot_of(*probe->offered_per_s, probe->*figure, probe->*low, probe->*high));
  }
  return line;
}

/// Markers alone, of probes that can't be believed: no line leads through them.
sheet::Line invalid_marks(const std::vector<const Point*>& probes) {
  sheet::Line marks{.label = "INVALID probes",
                    .style = {sheet::grey.colour, sheet::grey.dash, sheet::grey.marker, 0},
                    .spots = {},
                    .marks_each = true};
  for (const Point* probe : probes) {
    for (const PointFigure figure : {&Point::latency_ms_p99, &Point::latency_ms_p95}) {
      if (!(probe->*figure)) continue;
      marks.spots.push_back({*probe->offered_per_s, probe->*figure});
      break;
    }
  }
  return marks;
}

std::vector<sheet::Line> latency_lines(const std::vector<const Point*>& all) {
  std::vector<const Point*> probes, invalid;
  for (const Point* probe : all) (probe->valid ? probes : invalid).push_back(probe);
  std::vector<sheet::Line> lines{
      probe_line(probes, "P50", sheet::blue, &Point::latency_ms_p50, &Point::latency_ms_p50_low,
                 &Point::latency_ms_p50_high),
      probe_line(probes, "P95", sheet::green, &Point::latency_ms_p95, &Point::latency_ms_p95_low,
                 &Point::latency_ms_p95_high),
      probe_line(probes, "P99", sheet::vermilion, &Point::latency_ms_p99,
                 &Point::latency_ms_p99_low, &Point::latency_ms_p99_high),
      invalid_marks(invalid)};
  std::erase_if(lines, [](const sheet::Line& line) { return !sheet::has_figures(line); });
  return lines;
}

/// The limit of an objective on a latency; empty for any other.
Figure latency_limit_ms(const Objective& objective) {
  using Kind = Objective::RequestLimit::Kind;
  const auto limit = objective.request_limit();
  if (!limit || (limit->kind != Kind::quantile && limit->kind != Kind::mean)) return {};
  return limit->limit / 1e6;
}

/// The strictest limit on a latency, in ms.
Figure latency_limit(const RunResult& run) {
  Figure strictest;
  for (const auto& result : run.objectives) {
    const auto objective = Objective::parse(result.objective);
    const Figure limit = objective ? latency_limit_ms(*objective) : Figure();
    if (limit && *limit > 0 && (!strictest || *limit < *strictest)) strictest = limit;
  }
  return strictest;
}

/// Behind the lines: where the highest rate lies with 95 % confidence.
void add_highest_rate(sheet::Panel& panel, const Estimated& highest) {
  panel.marks.push_back({*highest.value, "highest rate: " + words::rate(highest.value)});
  if (words::interval_in_words(highest).empty()) return;
  panel.bars.push_back({"highest rate, 95 %",
                        sheet::pale,
                        {{*highest.low, *highest.high, panel.y.low, panel.y.high}}});
}

double right_end(const std::vector<const Point*>& probes, const Estimated* highest) {
  double end = *probes.back()->offered_per_s;
  if (highest != nullptr) end = std::max({end, *highest->value, highest->high.value_or(0)});
  return end;
}

}  // namespace

std::optional<sheet::Plot> capacity_curve(const RunResult& run) {
  const auto probes = probes_by_rate(run);
  std::vector<sheet::Line> lines = latency_lines(probes);
  if (probes.size() < 2 || lines.empty()) return std::nullopt;
  const Estimated* highest = words::estimate_named(run, "highest rate");
  sheet::Axis x = sheet::linear_axis("offered (requests per second)", right_end(probes, highest),
                                     sheet::in_counts);
  if (const Figure limit = latency_limit(run)) {
    lines.push_back({.label = "limit: " + words::milliseconds(limit),
                     .style = sheet::ideal,
                     .spots = {{x.low, limit}, {x.high, limit}}});
  }
  const auto range = sheet::extent(lines);
  sheet::Panel panel{
      .x = std::move(x),
      .y = sheet::log_axis("latency (log scale)", range->low, range->high, sheet::in_milliseconds),
      .lines = std::move(lines),
      .bars = {},
      .bands = {},
      .marks = {},
      .notes = {}};
  if (highest != nullptr) add_highest_rate(panel, *highest);
  if (const Estimated* knee = words::estimate_named(run, "knee");
      knee != nullptr && knee->unit == "/s") {
    panel.marks.push_back({*knee->value, "knee: " + words::rate(knee->value)});
  }
  sheet::Plot plot{
      "capacity_curve",
      "Each probe offered one rate for a while: below the highest rate the objective holds, "
      "beyond the knee a little more load costs much more latency.",
      {"Latency by load", {std::move(panel)}}};
  if (sheet::has_whiskers(plot.sheet)) plot.caption += " Whiskers are 95 % intervals.";
  return plot;
}

}  // namespace reports::plot
