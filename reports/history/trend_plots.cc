#include "reports/history/trend_plots.h"

#include <fmt/format.h>

#include <algorithm>

#include "reports/gate/metric_rows.h"
#include "reports/gate/ratio_plots.h"
#include "reports/words/escape.h"

namespace reports::history {

using harness::gate::history::Change;
using harness::gate::history::History;
using harness::gate::history::Level;
using harness::gate::history::MetricHistory;
using harness::gate::history::Moment;
using harness::gate::history::Point;

namespace {

constexpr std::size_t panels_each = 3, letters_of_commit = 8;

double place_of(std::size_t moment) {
  return static_cast<double>(moment + 1);
}

std::string commit_of(const Moment& moment) {
  return words::clean_text(moment.commit).substr(0, letters_of_commit);
}

sheet::Axis moments_axis(const History& history) {
  sheet::Axis axis{.label = "the candidate's commit, in order of time",
                   .low = 0.3,
                   .high = place_of(history.moments.size()) - 0.3,
                   .grid = false,
                   .tics = {}};
  for (std::size_t i = 0; i < history.moments.size(); ++i) {
    const std::string commit = commit_of(history.moments[i]);
    axis.tics.push_back({place_of(i), commit.empty() ? fmt::format("{}", i + 1) : commit});
  }
  return axis;
}

sheet::Panel panel_of(const History& history, const MetricHistory& metric) {
  sheet::Style dots = sheet::blue;
  dots.width = 0;
  sheet::Line points{.label = "a gate, with its interval", .style = dots, .spots = {}};
  double low = 0.99, high = 1.01;
  for (const Point& point : metric.points) {
    sheet::Spot spot{place_of(point.moment), point.ratio};
    if (point.interval) {
      spot.low = point.interval->low;
      spot.high = point.interval->high;
    }
    if (!sheet::has_whisker(spot)) spot = {spot.x, spot.y};
    low = std::min({low, point.ratio, spot.low.value_or(point.ratio)});
    high = std::max({high, point.ratio, spot.high.value_or(point.ratio)});
    points.spots.push_back(spot);
  }
  sheet::Line levels{.label = "median between changes", .style = sheet::law_style, .spots = {}};
  for (const Level& level : metric.levels) {
    if (!levels.spots.empty()) levels.spots.push_back({place_of(level.first), std::nullopt});
    levels.spots.push_back({place_of(level.first) - 0.3, level.ratio});
    levels.spots.push_back({place_of(level.last) + 0.3, level.ratio});
  }
  sheet::Panel panel{
      .x = moments_axis(history),
      .y = gate::change_axis(words::shortened(gate::title_of(metric.metric), 22), low, high),
      .lines = {std::move(levels), std::move(points)},
      .bars = {},
      .bands = {},
      .marks = {},
      .notes = {}};
  for (const Change& change : metric.changes) {
    panel.marks.push_back({(place_of(change.last_before) + place_of(change.first_after)) / 2,
                           gate::change(change.factor)});
  }
  return panel;
}

}  // namespace

std::vector<sheet::Plot> trend_plots(const History& history) {
  std::vector<sheet::Plot> plots;
  std::vector<const MetricHistory*> drawn;
  for (const MetricHistory& metric : history.metrics) {
    if (!metric.points.empty()) drawn.push_back(&metric);
  }
  const std::size_t shown = std::min(drawn.size(), panels_each * trend_plot_names.size());
  for (std::size_t from = 0; from < shown; from += panels_each) {
    sheet::Sheet sheet{"Against the reference", {}};
    for (std::size_t i = from; i < std::min(from + panels_each, shown); ++i) {
      sheet.title += (sheet.panels.empty() ? ": " : ", ") +
                     words::shortened(gate::title_of(drawn[i]->metric), 40);
      sheet::Panel panel = panel_of(history, *drawn[i]);
      if (!sheet.panels.empty()) {  // one legend is enough
        for (sheet::Line& line : panel.lines) line.label.clear();
      }
      sheet.panels.push_back(std::move(panel));
    }
    sheet.height = 150 + 165 * static_cast<double>(sheet.panels.size());
    plots.push_back({std::string(trend_plot_names.at(plots.size())),
                     "How much more each candidate had than the reference. A line across is a "
                     "change, with its size.",
                     std::move(sheet)});
  }
  if (!plots.empty() && shown < drawn.size()) {
    plots.back().caption += fmt::format(" {} more metrics are not drawn.", drawn.size() - shown);
  }
  return plots;
}

}  // namespace reports::history
