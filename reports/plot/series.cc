#include "reports/plot/series.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "reports/engines.h"
#include "reports/escape.h"

namespace reports::plot {
namespace {

using harness::result::Point;
using PointFigure = Figure Point::*;

constexpr std::size_t most_panels = 5;
constexpr std::size_t most_lines = 8;

/// What is drawn upwards, and how its axis looks.
struct Upwards {
  PointFigure figure;
  PointFigure low, high;  // null: no interval is known
  Axis (*axis)(const Extent&);
};

Axis hits_axis(const Extent&) {
  Axis y{.label = "cache hits", .low = 0, .high = 1.02, .tics = {}};
  for (const double ratio : {0.0, 0.2, 0.4, 0.6, 0.8, 1.0}) {
    y.tics.push_back({ratio, in_percent(ratio)});
  }
  return y;
}
Axis job_axis(const Extent& range) {
  return log_axis("time of a job (log scale)", range.low, range.high, in_milliseconds);
}
Axis latency_axis(const Extent& range) {
  return log_axis("mean latency (log scale)", range.low, range.high, in_milliseconds);
}
Axis tail_axis(const Extent& range) {
  return log_axis("P99 (log scale)", range.low, range.high, in_milliseconds);
}
Axis rate_axis(const Extent& range) {
  return linear_axis("documents per second", range.high * 1.08, in_counts);
}
Axis memory_axis(const Extent& range) {
  return linear_axis("memory, peak", range.high * 1.08, in_mebibytes, true);
}

constexpr Upwards hits{&Point::cache_hit_ratio, nullptr, nullptr, hits_axis};
constexpr Upwards job{&Point::latency_ms_mean, &Point::latency_ms_mean_low,
                      &Point::latency_ms_mean_high, job_axis};
constexpr Upwards latency{&Point::latency_ms_mean, &Point::latency_ms_mean_low,
                          &Point::latency_ms_mean_high, latency_axis};
constexpr Upwards tail{&Point::latency_ms_p99, &Point::latency_ms_p99_low,
                       &Point::latency_ms_p99_high, tail_axis};
constexpr Upwards throughput{&Point::achieved_per_s, &Point::achieved_per_s_low,
                             &Point::achieved_per_s_high, rate_axis};
constexpr Upwards memory{&Point::rss_mib_peak, nullptr, nullptr, memory_axis};

/// What the lines run along, and what is drawn of a run of some kind.
struct Design {
  const char* title;
  const char* along;
  const char* caption;
  std::vector<Upwards> upwards;
  bool of_names = false;  // along these nothing lies in between: markers, and no lines
};

Design design_of(const std::string& kind) {
  if (kind == "cache") {
    return {"Cache hits against capacity",
            "capacity, share of the corpus's bytes (log scale)",
            "Share of look-ups that hit, once the cache was warm, against how much it may hold: "
            "the policy whose line lies highest for an access pattern is the one to use for it.",
            {hits}};
  }
  if (kind == "crossover") {
    return {"Time of a whole job",
            "files (log scale)",
            "From opening the engine to having stopped it: where a line falls below that of "
            "sequential work, it is worth its while.",
            {job}};
  }
  if (kind == "batch") {
    return {"The whole set at once",
            "batch size (documents, log scale)",
            "Throughput and memory of all documents at once, for each executor and batch size.",
            {throughput, memory}};
  }
  if (kind == "faults") {
    return {"Under each kind of trouble",
            "trouble",
            "Documents a second and the 99th percentile of the latency, without faults and with "
            "each kind of them.",
            {throughput, tail},
            true};
  }
  if (kind == "formats") {
    return {
        "The same texts in each format",
        "format",
        "Documents a second, 99th percentile of the latency and memory of each format, with the "
        "same texts in all of them, and of all mixed.",
        {throughput, tail, memory},
        true};
  }
  return {"Latency by setting",
          "setting",
          "Mean latency against what was swept: the distance between lines is what the series "
          "differ by.",
          {latency}};
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

Axis along_axis(const Design& design, const std::vector<const Point*>& points) {
  std::set<double> places;
  for (const Point* point : points) places.insert(*point->x);
  Axis axis{.label = design.along, .names = design.of_names, .tics = {}};
  axis.most_lines = design.of_names ? 3 : 1;
  axis.logarithmic = !design.of_names && is_wide(places);
  axis.low = axis.logarithmic ? *places.begin() / 1.25 : *places.begin() - 0.5;
  axis.high = axis.logarithmic ? *places.rbegin() * 1.25 : *places.rbegin() + 0.5;
  for (const Point* point : points) {
    if (places.erase(*point->x) > 0) axis.tics.push_back({*point->x, clean_text(point->setting)});
  }
  std::sort(axis.tics.begin(), axis.tics.end(),
            [](const Tic& a, const Tic& b) { return a.at < b.at; });
  return axis;
}

Spot spot_of(const Point& point, const Upwards& upwards) {
  const Figure& value = point.*upwards.figure;
  if (upwards.low == nullptr) return {*point.x, value};
  return plot::spot_of(*point.x, value, point.*upwards.low, point.*upwards.high);
}

std::vector<Line> lines_of(const RunResult& run, const std::vector<const Point*>& points,
                           const std::string& panel, const Upwards& upwards, bool joined) {
  const bool several = engines_of(run).size() > 1;
  std::vector<Line> lines;
  for (const Point* point : points) {
    if (point->panel != panel) continue;
    const std::string name =
        clean_text(several ? point->engine + " " + point->series : point->series);
    auto line = std::find_if(lines.begin(), lines.end(),
                             [&](const Line& known) { return known.label == name; });
    if (line == lines.end()) {
      if (lines.size() == most_lines) continue;
      Style style = series(lines.size());
      if (!joined) style.width = 0;
      lines.push_back({name, style, {}, true});
      line = lines.end() - 1;
    }
    line->spots.push_back(spot_of(*point, upwards));
  }
  for (Line& line : lines) {
    std::stable_sort(line.spots.begin(), line.spots.end(),
                     [](const Spot& a, const Spot& b) { return a.x < b.x; });
  }
  return lines;
}

}  // namespace

std::optional<Plot> series_curves(const RunResult& run) {
  const std::vector<const Point*> points = points_of(run);
  if (points.empty()) return std::nullopt;
  const Design design = design_of(run.kind);
  std::vector<std::string> names;
  for (const Point* point : points) {
    if (std::find(names.begin(), names.end(), point->panel) == names.end()) {
      names.push_back(point->panel);
    }
  }
  if (names.size() > most_panels) names.resize(most_panels);
  Sheet sheet{design.title, {}};
  for (const std::string& name : names) {
    for (const Upwards& upwards : design.upwards) {
      std::vector<Line> lines = lines_of(run, points, name, upwards, !design.of_names);
      const auto range = extent(lines);
      if (!range) continue;
      Axis y = upwards.axis(*range);
      if (!name.empty()) y.label += ", " + clean_text(name);
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
  std::string caption = design.caption;
  if (has_whiskers(sheet)) caption += " Whiskers are 95 % intervals.";
  return Plot{"series_curves", std::move(caption), std::move(sheet)};
}

}  // namespace reports::plot
