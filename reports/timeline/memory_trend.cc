#include "reports/timeline/memory_trend.h"

#include <algorithm>
#include <cmath>

#include "reports/timeline/timeline.h"
#include "reports/words/engines.h"
#include "reports/words/estimate.h"

namespace reports::timeline {

using harness::result::RunResult;

namespace {

using harness::result::Point;
using harness::result::TimelineRow;

/// The first measured point of an engine that has an estimate of its memory; null without.
const Point* first_point(const RunResult& run, const std::string& engine) {
  for (const Point& point : run.points) {
    if (point.measured && point.engine == engine) return &point;
  }
  return nullptr;
}

/// Whether the run was to tell of the engine's memory, though it may have been too short for that.
bool was_asked_for(const RunResult& run, const std::string& engine) {
  return std::ranges::any_of(run.estimates, [&](const harness::result::Estimated& estimate) {
    return estimate.name == "memory growth, " + engine ||
           estimate.name == "memory at the start, " + engine;
  });
}

/// When what is quoted of the point began.
double quoted_from_s(const RunResult& run, const Point& point) {
  for (const auto& one : run.distributions) {
    if (one.step == point.step && one.phase == point.phase) return one.start_s;
  }
  return 0;
}

/// The step's rows, their RSS without what the harness had kept, at most, until then.
std::vector<TimelineRow> rows_of(const RunResult& run, const std::string& step) {
  std::vector<TimelineRow> rows;
  double most = 0;
  for (TimelineRow row : run.timeline) {
    if (row.step != step || !std::isfinite(row.t_s)) continue;
    most = std::max(most, row.harness_mib.value_or(0));
    if (row.rss_mib) *row.rss_mib -= most;
    rows.push_back(std::move(row));
  }
  return rows;
}

/// An engine's measured line, and the fitted one of a run that was long enough for it.
void add_lines(const RunResult& run, const std::string& engine, std::size_t number,
               std::vector<sheet::Line>& lines) {
  const auto* const start = words::estimate_named(run, "memory at the start, " + engine);
  const auto* const end = words::estimate_named(run, "memory at the end, " + engine);
  const Point* const point = first_point(run, engine);
  if (!was_asked_for(run, engine) || point == nullptr) return;
  RunResult part;
  part.timeline = rows_of(run, point->step);
  if (part.timeline.empty()) return;
  const double begin_s = part.timeline.front().t_s;
  const double fitted_s = std::max(0.0, quoted_from_s(run, *point) - begin_s);
  for (TimelineRow& row : part.timeline) row.t_s -= begin_s;
  const Timeline timeline(part);
  sheet::Style style = sheet::series(number);
  style.dash = "solid";
  lines.push_back(timeline.line(engine, style, &TimelineRow::rss_mib));
  if (start == nullptr || end == nullptr) return;
  style.dash = "(4,4)";
  style.width = 1.5;
  sheet::Line fitted{.label = engine + ", fitted", .style = style, .spots = {}};
  fitted.spots.push_back({fitted_s, start->value});
  fitted.spots.push_back({part.timeline.back().t_s, end->value});
  lines.push_back(std::move(fitted));
}

}  // namespace

std::optional<sheet::Plot> memory_trend(const RunResult& run) {
  std::vector<sheet::Line> lines;
  const std::vector<std::string> engines = words::engines_of(run);
  for (std::size_t i = 0; i < engines.size(); ++i) add_lines(run, engines[i], i, lines);
  const auto range = sheet::extent(lines);
  if (!range) return std::nullopt;
  double last_s = 0;
  for (const sheet::Line& line : lines) {
    for (const sheet::Spot& spot : line.spots) last_s = std::max(last_s, spot.x);
  }
  sheet::Panel panel{
      .x = sheet::time_axis(std::max(last_s, 1.0)),
      .y = sheet::linear_axis("memory (RSS)", range->high, sheet::in_mebibytes, true),
      .lines = std::move(lines),
      .bars = {},
      .bands = {},
      .marks = {},
      .notes = {}};
  return sheet::Plot{
      "memory_trend",
      "Resident memory of each engine from the start of its own load, without what the "
      "harness keeps of the run, and the line fitted to what is judged (Theil and Sen's): a "
      "line that rises for a quarter of an hour and does not bend is a leak or a cache without a "
      "bound.",
      {"Memory over time, and its trend", {std::move(panel)}}};
}

}  // namespace reports::timeline
