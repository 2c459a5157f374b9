#include "reports/plot/sweep.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

#include "reports/plot/scaling_law.h"
#include "reports/words/escape.h"
#include "reports/words/figure_format.h"
#include "reports/words/point_names.h"

namespace reports::plot {
namespace {

using harness::result::Point;
using PointFigure = Figure Point::*;

/// Different positive values in every point, so that it can be an axis?
bool varies(const std::vector<const Point*>& points, PointFigure figure) {
  std::set<double> values;
  for (const Point* point : points) {
    const Figure& value = point->*figure;
    if (!value || !std::isfinite(*value) || *value <= 0) return false;
    values.insert(*value);
  }
  return values.size() == points.size() && values.size() > 1;
}

bool differs(const std::vector<const Point*>& points, PointFigure figure) {
  return std::any_of(points.begin(), points.end(),
                     [&](const Point* point) { return point->*figure != points[0]->*figure; });
}

sheet::Line ideal_line(const SweepPoints& sweep) {
  sheet::Line line{.label = "ideal", .style = sheet::ideal, .spots = {}};
  const Figure& first = sweep.points.front()->achieved_per_s;
  for (const double workers : sweep.x) {
    line.spots.push_back({workers, first ? *first * workers / sweep.x.front() : Figure()});
  }
  return line;
}

void mark_best(const RunResult& run, const SweepPoints& sweep, sheet::Panel& panel,
               PointFigure figure, const char* word) {
  const Point* best = best_throughput(run);
  const auto found = std::find(sweep.points.begin(), sweep.points.end(), best);
  if (best == nullptr || found == sweep.points.end() || !(best->*figure)) return;
  const auto i = static_cast<std::size_t>(found - sweep.points.begin());
  // Near the right edge the word would be cut off, so the ring stands alone there.
  const bool room = i + 1 < sweep.x.size();
  panel.notes.push_back({sweep.x[i], *(best->*figure), room ? word : "", true, false});
}

std::optional<sheet::Panel> throughput_panel(const RunResult& run, const SweepPoints& sweep,
                                             sheet::Axis x, const std::optional<ScalingLaw>& law) {
  std::vector<sheet::Line> lines{swept_line(sweep, "achieved", sheet::blue, &Point::achieved_per_s,
                                            &Point::achieved_per_s_low,
                                            &Point::achieved_per_s_high)};
  if (!sheet::has_figures(lines[0])) return std::nullopt;
  const bool workers = sweep.swept == Swept::workers;
  if (workers) lines.push_back(ideal_line(sweep));
  if (law) lines.push_back(law_line(*law, sweep.x.front(), x.high));
  const auto range = sheet::extent(lines);
  sheet::Panel panel{.x = std::move(x),
                     .y = workers ? sheet::log_axis("requests per second", range->low * 0.6,
                                                    range->high, sheet::in_counts)
                                  : sheet::linear_axis("requests per second", range->high * 1.08,
                                                       sheet::in_counts),
                     .lines = std::move(lines),
                     .bars = {},
                     .bands = {},
                     .marks = {},
                     .notes = {}};
  mark_best(run, sweep, panel, &Point::achieved_per_s, "best");
  return panel;
}

std::optional<sheet::Panel> latency_panel(const RunResult& run, const SweepPoints& sweep,
                                          sheet::Axis x) {
  std::vector<sheet::Line> lines{
      swept_line(sweep, "P50", sheet::blue, &Point::latency_ms_p50, &Point::latency_ms_p50_low,
                 &Point::latency_ms_p50_high),
      swept_line(sweep, "P95", sheet::green, &Point::latency_ms_p95, &Point::latency_ms_p95_low,
                 &Point::latency_ms_p95_high),
      swept_line(sweep, "P99", sheet::vermilion, &Point::latency_ms_p99, &Point::latency_ms_p99_low,
                 &Point::latency_ms_p99_high)};
  std::erase_if(lines, [](const sheet::Line& line) { return !sheet::has_figures(line); });
  const auto range = sheet::extent(lines);
  if (!range) return std::nullopt;
  sheet::Panel panel{
      .x = std::move(x),
      .y = sheet::log_axis("latency", range->low, range->high, sheet::in_milliseconds),
      .lines = std::move(lines),
      .bars = {},
      .bands = {},
      .marks = {},
      .notes = {}};
  mark_best(run, sweep, panel, &Point::latency_ms_p95, "");
  return panel;
}

/// A line in every panel, named in the first.
void mark(sheet::Sheet& sheet, double x, const std::string& label) {
  for (std::size_t i = 0; i < sheet.panels.size(); ++i) {
    sheet.panels[i].marks.push_back({x, i == 0 ? label : ""});
  }
}

void mark_cores(const RunResult& run, sheet::Sheet& sheet) {
  const Figure cores = machine_cores(run);
  const sheet::Axis& x = sheet.panels.front().x;
  if (!cores || *cores < x.low || *cores > x.high) return;
  mark(sheet, *cores, words::count(cores) + (*cores == 1 ? " core" : " cores"));
}

/// What the curve means; marks its peak where that lies on the sheet.
std::string law_sentence(const ScalingLaw& law, sheet::Sheet& sheet) {
  const std::string sentence = " The law drawn through the points is the Universal Scalability Law";
  if (!law.peak_workers) return sentence + ".";
  const sheet::Axis& x = sheet.panels.front().x;
  const bool shown = *law.peak_workers >= x.low && *law.peak_workers <= x.high;
  if (shown) mark(sheet, *law.peak_workers, "predicted peak: " + words::plain(law.peak_workers));
  return sentence + "; it predicts the peak at " + words::plain(law.peak_workers) + " workers" +
         (shown ? "." : ", which is not on this plot.");
}

}  // namespace

sheet::Axis swept_axis(const RunResult& run, const SweepPoints& sweep, bool law) {
  const words::PointNames names(run);
  sheet::Axis axis{.label = {}, .tics = {}};
  const bool numeric = sweep.swept != Swept::something_else;
  if (sweep.swept == Swept::batch_size)
    axis.label = "batch size (" + words::clean_text(run.items) + ", log scale)";
  if (sweep.swept == Swept::workers) axis.label = "workers (log scale)";
  axis.logarithmic = numeric;
  axis.low = numeric ? sweep.x.front() / 1.25 : 0.5;
  axis.high = numeric ? sweep.x.back() * (law ? 2 : 1.25) : sweep.x.back() + 0.5;
  axis.names = !numeric;
  axis.most_lines = 3;
  for (std::size_t i = 0; i < sweep.x.size(); ++i) {
    const Point& point = *sweep.points[i];
    axis.tics.push_back(
        {sweep.x[i], numeric ? words::count(sweep.x[i]) : names(point.step, point.phase)});
  }
  if (law) axis.tics.push_back({axis.high, words::count(axis.high)});
  return axis;
}

sheet::Line swept_line(const SweepPoints& sweep, std::string label, const sheet::Style& style,
                       PointFigure figure, PointFigure low, PointFigure high) {
  sheet::Line line{.label = std::move(label), .style = style, .spots = {}, .marks_each = true};
  for (std::size_t i = 0; i < sweep.x.size(); ++i) {
    const Point& point = *sweep.points[i];
    line.spots.push_back(sheet::spot_of(sweep.x[i], point.*figure, point.*low, point.*high));
  }
  return line;
}

SweepPoints sweep_points(const RunResult& run) {
  SweepPoints sweep;
  for (const Point& point : run.points) {
    if (point.measured) sweep.points.push_back(&point);
  }
  auto& points = sweep.points;
  PointFigure along = nullptr;
  if (varies(points, &Point::batch_size) && !differs(points, &Point::workers)) {
    sweep.swept = Swept::batch_size;
    along = &Point::batch_size;
  } else if (varies(points, &Point::workers) && !differs(points, &Point::batch_size)) {
    sweep.swept = Swept::workers;
    along = &Point::workers;
  }
  if (along != nullptr) {
    std::stable_sort(points.begin(), points.end(),
                     [&](const Point* a, const Point* b) { return *(a->*along) < *(b->*along); });
  }
  for (std::size_t i = 0; i < points.size(); ++i) {
    sweep.x.push_back(along != nullptr ? *(points[i]->*along) : static_cast<double>(i + 1));
  }
  return sweep;
}

const Point* best_throughput(const RunResult& run) {
  const Point* best = nullptr;
  for (const Point& point : run.points) {
    if (!point.measured || !point.valid || !point.achieved_per_s) continue;
    if (!std::isfinite(*point.achieved_per_s)) continue;
    if (best == nullptr || *point.achieved_per_s > *best->achieved_per_s) best = &point;
  }
  return best;
}

Figure machine_cores(const RunResult& run) {
  for (const auto& [name, value] : run.environment) {
    if (name != "cores") continue;
    unsigned found = 0;
    const auto read = std::from_chars(value.data(), value.data() + value.size(), found);
    if (read.ec == std::errc() && found > 0) return found;
  }
  return {};
}

std::optional<sheet::Plot> sweep_curves(const RunResult& run) {
  const SweepPoints sweep = sweep_points(run);
  if (sweep.points.size() < 2) return std::nullopt;
  const auto law = sweep.swept == Swept::workers ? scaling_law(run) : std::nullopt;
  const sheet::Axis x = swept_axis(run, sweep, law.has_value());
  auto throughput = throughput_panel(run, sweep, x, law);
  auto latency = latency_panel(run, sweep, x);
  if (!throughput && !latency) return std::nullopt;
  std::vector<sheet::Panel> panels;
  if (throughput) panels.push_back(std::move(*throughput));
  if (latency) panels.push_back(std::move(*latency));
  sheet::Sheet sheet{"Throughput and latency by step", std::move(panels)};
  std::string caption =
      "More throughput usually costs latency: look for the step after which the upper curve is "
      "flat "
      "and the lower ones still rise. The ring marks the highest throughput.";
  if (sweep.swept == Swept::batch_size) sheet.title = "Throughput and latency by batch size";
  if (sweep.swept == Swept::workers) {
    sheet.title = "Throughput and latency by workers";
    caption =
        "The distance between achieved and ideal (linear speed-up) is what parallelism loses; "
        "beyond the machine's "
        "cores only waiting can be overlapped. The ring marks the highest throughput.";
    mark_cores(run, sheet);
    if (law) caption += law_sentence(*law, sheet);
  }
  if (sheet::has_whiskers(sheet)) caption += " Whiskers are 95 % intervals.";
  return sheet::Plot{"sweep_curves", std::move(caption), std::move(sheet)};
}

}  // namespace reports::plot
