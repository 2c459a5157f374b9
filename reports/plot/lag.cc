#include "reports/plot/lag.h"

#include <algorithm>
#include <cmath>

#include "reports/words/figure_format.h"
#include "reports/words/point_names.h"

namespace reports::plot {

using harness::result::Figure;

namespace {

using harness::result::Point;

constexpr double shortest_ms = 1e-6;  // the clock's step, 1 ns: a logarithm has no zero
constexpr std::size_t most_points = 24;

sheet::Line lag_line(const std::vector<const Point*>& points, const char* label,
                     const sheet::Style& style, Figure Point::*figure) {
  sheet::Line line{.label = label, .style = style, .spots = {}, .marks_each = true};
  for (const Point* point : points) {
    Figure lag = point->*figure;
    if (lag && std::isfinite(*lag)) lag = std::max(*lag, shortest_ms);
    line.spots.push_back({static_cast<double>(line.spots.size() + 1), lag});
  }
  return line;
}

/// Each how manieth label is written, so that they don't run into one another.
std::size_t labelled_every(const std::vector<std::string>& labels) {
  constexpr std::size_t line_characters = 90;
  std::size_t longest = 0;
  for (const std::string& label : labels) longest = std::max(longest, label.size());
  const std::size_t fit = std::max<std::size_t>(line_characters / (longest + 2), 1);
  return (labels.size() + fit - 1) / fit;
}

}  // namespace

std::optional<sheet::Plot> generator_lag(const RunResult& run) {
  const words::PointNames names(run);
  std::vector<const Point*> points;
  for (const Point& point : run.points) {
    const bool told = point.lag_ms_p50 || point.lag_ms_p99;
    if (point.measured && told && points.size() < most_points) points.push_back(&point);
  }
  if (points.size() < 2) return std::nullopt;
  std::vector<sheet::Line> lines{lag_line(points, "P50", sheet::blue, &Point::lag_ms_p50),
                                 lag_line(points, "P99", sheet::vermilion, &Point::lag_ms_p99)};
  std::erase_if(lines, [](const sheet::Line& line) { return !sheet::has_figures(line); });
  const auto range = sheet::extent(lines);
  if (!range) return std::nullopt;
  sheet::Axis x{
      .label = {}, .low = 0.5, .high = static_cast<double>(points.size()) + 0.5, .tics = {}};
  std::vector<std::string> labels;
  for (const Point* point : points) labels.push_back(names(point->step, point->phase));
  const std::size_t every = labelled_every(labels);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    x.tics.push_back({static_cast<double>(i + 1), i % every == 0 ? labels[i] : ""});
  }
  sheet::Panel panel{
      .x = std::move(x),
      .y = sheet::log_axis("lag (log scale)", range->low, range->high, sheet::in_milliseconds),
      .lines = std::move(lines),
      .bars = {},
      .bands = {},
      .marks = {},
      .notes = {}};
  return sheet::Plot{
      "generator_lag",
      "How late the load generator itself sent its requests: it must stay far below the "
      "latencies that are measured.",
      {"Lag of the generator", {std::move(panel)}}};
}

}  // namespace reports::plot
