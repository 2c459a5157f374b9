#include "reports/plot/series.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "reports/words/engines.h"
#include "reports/words/escape.h"

namespace reports::plot {

using harness::result::Figure;

namespace {

using harness::result::Point;
using harness::result::View;
using PointFigure = Figure Point::*;

constexpr std::size_t most_panels = 5;
constexpr std::size_t most_lines = 8;

/// What is drawn upwards, and how its axis looks.
struct Upwards {
  std::string_view column;
  PointFigure figure;
  PointFigure low, high;  // null: no interval is known
  const char* label;
  sheet::Axis (*axis)(std::string label, const sheet::Extent&);
};

sheet::Axis share_axis(std::string label, const sheet::Extent&) {
  sheet::Axis y{.label = std::move(label), .low = 0, .high = 1.02, .tics = {}};
  for (const double ratio : {0.0, 0.2, 0.4, 0.6, 0.8, 1.0}) {
    y.tics.push_back({ratio, sheet::in_percent(ratio)});
  }
  return y;
}
sheet::Axis time_axis(std::string label, const sheet::Extent& range) {
  return sheet::log_axis(std::move(label), range.low, range.high, sheet::in_milliseconds);
}
sheet::Axis count_axis(std::string label, const sheet::Extent& range) {
  return sheet::linear_axis(std::move(label), range.high * 1.08, sheet::in_counts);
}
sheet::Axis memory_axis(std::string label, const sheet::Extent& range) {
  return sheet::linear_axis(std::move(label), range.high * 1.08, sheet::in_mebibytes, true);
}

constexpr std::array all_upwards{
    Upwards{"cache_hit_ratio", &Point::cache_hit_ratio, nullptr, nullptr, "cache hits", share_axis},
    Upwards{"latency_ms_mean", &Point::latency_ms_mean, &Point::latency_ms_mean_low,
            &Point::latency_ms_mean_high, "mean latency (log scale)", time_axis},
    Upwards{"latency_ms_p99", &Point::latency_ms_p99, &Point::latency_ms_p99_low,
            &Point::latency_ms_p99_high, "P99 (log scale)", time_axis},
    Upwards{"achieved_per_s", &Point::achieved_per_s, &Point::achieved_per_s_low,
            &Point::achieved_per_s_high, "{} per second", count_axis},
    Upwards{"latency_ms_p50", &Point::latency_ms_p50, &Point::latency_ms_p50_low,
            &Point::latency_ms_p50_high, "P50 (log scale)", time_axis},
    Upwards{"first_result_ms_p50", &Point::first_result_ms_p50, &Point::first_result_ms_p50_low,
            &Point::first_result_ms_p50_high, "first result P50 (log scale)", time_axis},
    Upwards{"first_result_ms_p99", &Point::first_result_ms_p99, &Point::first_result_ms_p99_low,
            &Point::first_result_ms_p99_high, "first result P99 (log scale)", time_axis},
    Upwards{"gap_ms_p99", &Point::gap_ms_p99, &Point::gap_ms_p99_low, &Point::gap_ms_p99_high,
            "gap P99 (log scale)", time_axis},
    Upwards{"rss_mib_peak", &Point::rss_mib_peak, nullptr, nullptr, "memory, peak", memory_axis}};

const Upwards* upwards_of(std::string_view column) {
  const auto found = std::ranges::find(all_upwards, column, &Upwards::column);
  return found == all_upwards.end() ? nullptr : &*found;
}

View::Curves design_of(const RunResult& run) {
  if (run.view.curves) return *run.view.curves;
  return {"Latency by setting",
          "setting",
          "Mean latency against what was swept: the distance between lines is what the series "
          "differ by.",
          {{"latency_ms_mean"}}};
}

std::string label_of(const RunResult& run, const View::Upward& asked, const Upwards& upwards) {
  const std::string label = asked.label.empty() ? upwards.label : asked.label;
  const std::size_t items = label.find("{}");
  if (items == label.npos) return words::clean_text(label);
  return words::clean_text(label.substr(0, items) + run.items + label.substr(items + 2));
}

std::vector<const Point*> points_of(const RunResult& run) {
  std::vector<const Point*> points;
  for (const Point& point : run.points) {
    const bool placed = !point.series.empty() && point.x && std::isfinite(*point.x);
    if (point.measured && placed) points.push_back(&point);
  }
  return points;
}

/// A power of ten or more between the ends, and nothing at 0: better drawn on a logarithmic axis.
bool is_wide(const std::set<double>& places) {
  return *places.begin() > 0 && *places.rbegin() / *places.begin() >= 10;
}

sheet::Axis along_axis(const View::Curves& design, const std::vector<const Point*>& points) {
  std::set<double> places;
  for (const Point* point : points) places.insert(*point->x);
  sheet::Axis axis{.label = words::clean_text(design.along), .names = design.of_names, .tics = {}};
  axis.most_lines = design.of_names ? 3 : 1;
  axis.logarithmic = !design.of_names && is_wide(places);
  axis.low = axis.logarithmic ? *places.begin() / 1.25 : *places.begin() - 0.5;
  axis.high = axis.logarithmic ? *places.rbegin() * 1.25 : *places.rbegin() + 0.5;
  for (const Point* point : points) {
    if (places.erase(*point->x) > 0)
      axis.tics.push_back({*point->x, words::clean_text(point->setting)});
  }
  std::sort(axis.tics.begin(), axis.tics.end(),
            [](const sheet::Tic& a, const sheet::Tic& b) { return a.at < b.at; });
  return axis;
}

sheet::Spot spot_of(const Point& point, const Upwards& upwards) {
  const Figure& value = point.*upwards.figure;
  if (upwards.low == nullptr) return {*point.x, value};
  return sheet::spot_of(*point.x, value, point.*upwards.low, point.*upwards.high);
}

std::vector<sheet::Line> lines_of(const RunResult& run, const std::vector<const Point*>& points,
                                  const std::string& panel, const Upwards& upwards, bool joined) {
  const bool several = words::engines_of(run).size() > 1;
  std::vector<sheet::Line> lines;
  for (const Point* point : points) {
    if (point->panel != panel) continue;
    const std::string name =
        words::clean_text(several ? point->engine + " " + point->series : point->series);
    auto line = std::find_if(lines.begin(), lines.end(),
                             [&](const sheet::Line& known) { return known.label == name; });
    if (line == lines.end()) {
      if (lines.size() == most_lines) continue;
      sheet::Style style = sheet::series(lines.size());
      if (!joined) style.width = 0;
      lines.push_back({name, style, {}, true});
      line = lines.end() - 1;
    }
    line->spots.push_back(spot_of(*point, upwards));
  }
  for (sheet::Line& line : lines) {
    std::stable_sort(line.spots.begin(), line.spots.end(),
                     [](const sheet::Spot& a, const sheet::Spot& b) { return a.x < b.x; });
  }
  return lines;
}

}  // namespace

std::optional<sheet::Plot> series_curves(const RunResult& run) {
  const std::vector<const Point*> points = points_of(run);
  if (points.empty()) return std::nullopt;
  const View::Curves design = design_of(run);
  std::vector<std::string> names;
  for (const Point* point : points) {
    if (std::find(names.begin(), names.end(), point->panel) == names.end()) {
      names.push_back(point->panel);
    }
  }
  if (names.size() > most_panels) names.resize(most_panels);
  sheet::Sheet sheet{words::clean_text(design.title), {}};
  for (const std::string& name : names) {
    for (const View::Upward& asked : design.upwards) {
      const Upwards* const upwards = upwards_of(asked.column);
      if (upwards == nullptr) continue;
      std::vector<sheet::Line> lines = lines_of(run, points, name, *upwards, !design.of_names);
      const auto range = sheet::extent(lines);
      if (!range) continue;
      sheet::Axis y = upwards->axis(label_of(run, asked, *upwards), *range);
      if (!name.empty()) y.label += ", " + words::clean_text(name);
      sheet.panels.push_back({.x = along_axis(design, points),
                              .y = std::move(y),
                              .lines = std::move(lines),
                              .bars = {},
                              .bands = {},
                              .marks = {},
                              .notes = {}});
    }
  }
  if (sheet.panels.empty()) return std::nullopt;
  if (sheet.panels.size() > 2) sheet.height = 200 + 230 * static_cast<double>(sheet.panels.size());
  std::string caption = words::clean_text(design.caption);
  if (sheet::has_whiskers(sheet)) caption += " Whiskers are 95 % intervals.";
  return sheet::Plot{"series_curves", std::move(caption), std::move(sheet)};
}

}  // namespace reports::plot
