#include "reports/plot/stages.h"

#include <algorithm>
#include <cmath>

#include "reports/sheet/names_axis.h"
#include "reports/words/figure_format.h"
#include "reports/words/point_names.h"

namespace reports::plot {

using harness::result::Figure;

namespace {

using harness::result::StageRow;

constexpr std::size_t most_points_of_stages = 12;
constexpr std::size_t most_stages = 16;

/// The stages of one point.
struct PointStages {
  std::string name;
  std::vector<const StageRow*> rows;  // at most `most_stages`
  std::size_t all = 0;                // however many there are
};

std::vector<PointStages> by_point(const RunResult& run) {
  const words::PointNames names(run);
  std::vector<PointStages> points;
  for (const StageRow& row : run.stages) {
    if (!names.measured(row.step, row.phase)) continue;
    const std::string name = names(row.step, row.phase);
    if (points.empty() || points.back().name != name) points.push_back({name, {}});
    ++points.back().all;
    if (points.back().rows.size() < most_stages) points.back().rows.push_back(&row);
  }
  return points;
}

/// A sentence for the caption; empty where every stage is drawn.
std::string not_drawn(const std::vector<PointStages>& points) {
  const auto most = std::ranges::max_element(points, {}, &PointStages::all);
  if (most == points.end() || most->all <= most_stages) return {};
  return " The first " + words::count(static_cast<double>(most_stages)) + " of " +
         words::count(static_cast<double>(most->all)) +
         " stages are drawn; stages.csv has all of them.";
}

bool is_share(const Figure& share) {
  return share && std::isfinite(*share) && *share >= 0 && *share <= 1;
}

sheet::Bars& bars_of(std::vector<sheet::Bars>& all, const std::string& stage) {
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const sheet::Bars& bars) { return bars.label == stage; });
  if (found != all.end()) return *found;
  all.push_back({stage, sheet::series(all.size()), {}});
  return all.back();
}

void add_point(sheet::Panel& panel, const PointStages& point, double y) {
  double left = 0;
  for (const StageRow* row : point.rows) {
    if (!is_share(row->share)) continue;
    bars_of(panel.bars, row->stage).bars.push_back({left, left + *row->share, y - 0.36, y + 0.36});
    left += *row->share;
  }
}

double executions(const PointStages& point) {
  double total = 0;
  for (const StageRow* row : point.rows) total += row->count.value_or(0);
  return total;
}

sheet::Line stage_line(const PointStages& point, const char* label, const sheet::Style& style,
                       Figure StageRow::*figure) {
  sheet::Line line{.label = label, .style = style, .spots = {}, .marks_each = true};
  for (std::size_t i = 0; i < point.rows.size(); ++i) {
    const Figure& value = point.rows[i]->*figure;
    if (value && std::isfinite(*value) && *value > 0) {
      line.spots.push_back({*value, static_cast<double>(i + 1)});
    }
  }
  return line;
}

}  // namespace

std::optional<sheet::Plot> stage_shares(const RunResult& run) {
  sheet::Panel panel{};
  std::vector<std::string> names;
  std::vector<PointStages> points = by_point(run);
  std::erase_if(points, [](const PointStages& point) {
    return std::none_of(point.rows.begin(), point.rows.end(),
                        [](const StageRow* row) { return is_share(row->share); });
  });
  if (points.empty()) return std::nullopt;
  const std::size_t available = points.size();
  if (points.size() > most_points_of_stages) points.resize(most_points_of_stages);
  for (const PointStages& point : points) {
    names.push_back(point.name);
    add_point(panel, point, static_cast<double>(names.size()));
  }
  panel.y = sheet::names_axis(names);
  panel.x = {.label = "share of the time in all stages", .low = 0, .high = 1.0, .tics = {}};
  for (const double share : {0.0, 0.2, 0.4, 0.6, 0.8, 1.0}) {
    panel.x.tics.push_back({share, sheet::in_percent(share)});
  }
  std::string caption =
      "Where the engine's time goes at each point: the widest piece is what is worth making "
      "faster.";
  if (available > points.size()) {
    caption += " The first " + words::count(static_cast<double>(points.size())) + " of " +
               words::count(static_cast<double>(available)) + " points are drawn.";
  }
  caption += not_drawn(points);
  return sheet::Plot{"stage_shares", std::move(caption), {"Time by stage", {std::move(panel)}}};
}

std::optional<sheet::Plot> stage_latencies(const RunResult& run) {
  const std::vector<PointStages> points = by_point(run);
  const auto busiest = std::max_element(
      points.begin(), points.end(),
      [](const PointStages& a, const PointStages& b) { return executions(a) < executions(b); });
  if (busiest == points.end()) return std::nullopt;
  sheet::Style p50 = sheet::blue;
  sheet::Style p99 = sheet::vermilion;
  p50.width = p99.width = 0;  // markers only: between stages there is nothing to connect
  std::vector<sheet::Line> lines{stage_line(*busiest, "P50", p50, &StageRow::p50_ms),
                                 stage_line(*busiest, "P99", p99, &StageRow::p99_ms)};
  double low = 0;
  double high = 0;
  for (const sheet::Line& line : lines) {
    for (const sheet::Spot& spot : line.spots) {
      low = low == 0 ? spot.x : std::min(low, spot.x);
      high = std::max(high, spot.x);
    }
  }
  if (high <= 0) return std::nullopt;
  std::vector<std::string> names;
  for (const StageRow* row : busiest->rows) names.push_back(row->stage);
  sheet::Panel panel{
      .x = sheet::log_axis("time in the stage (log scale)", low, high, sheet::in_milliseconds),
      .y = sheet::names_axis(names),
      .lines = std::move(lines),
      .bars = {},
      .bands = {},
      .marks = {},
      .notes = {}};
  panel.y.grid = true;
  return sheet::Plot{
      "stage_latencies",
      "How long each stage takes for a middling and for a slow request: a wide gap means that "
      "the stage's time depends on the item or on waiting." +
          not_drawn({*busiest}),
      {"Time in each stage, P50 and P99: " + busiest->name, {std::move(panel)}}};
}

}  // namespace reports::plot
