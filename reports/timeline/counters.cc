#include "reports/timeline/counters.h"

#include <algorithm>
#include <string>
#include <utility>

namespace reports::timeline {
namespace {

using harness::CounterInfo;
using harness::CounterKind;

constexpr std::size_t most_panels = 4;
constexpr std::size_t most_lines = 8;

/// Counters that stand on one axis.
struct CounterAxis {
  CounterKind kind;
  std::string unit;
  std::vector<sheet::Line> lines;
};

std::string in_counted_bytes(double bytes) {
  return sheet::in_mebibytes(bytes / 0x1p20);
}

/// "bytes", "s per second"; of a line that stands alone, and so has no legend, its name first.
std::string axis_label(const CounterAxis& axis) {
  std::string unit = axis.unit.empty() ? "counted" : axis.unit;
  if (axis.kind == CounterKind::ratio) unit = "share";
  if (axis.kind == CounterKind::total) unit += " per second";
  return axis.lines.size() == 1 ? axis.lines.front().label + ", " + unit : unit;
}

sheet::Axis axis_of(const CounterAxis& axis, double high) {
  if (axis.kind == CounterKind::ratio) {
    return sheet::linear_axis(axis_label(axis), std::max(high, 1.0), sheet::in_percent);
  }
  const bool bytes = axis.unit == "bytes";
  return sheet::linear_axis(axis_label(axis), high, bytes ? in_counted_bytes : sheet::in_counts,
                            bytes);
}

std::vector<CounterAxis> axes_of(const std::vector<NamedTimeline>& timelines) {
  std::vector<CounterAxis> axes;
  const std::vector<CounterInfo>& counters = timelines.front().timeline.counters();
  for (std::size_t i = 0; i < counters.size(); ++i) {
    auto axis = std::ranges::find_if(axes, [&](const CounterAxis& one) {
      return one.kind == counters[i].kind && one.unit == counters[i].unit;
    });
    if (axis == axes.end()) {
      axis = axes.insert(axes.end(), {counters[i].kind, counters[i].unit, {}});
    }
    for (const NamedTimeline& one : timelines) {
      sheet::Line line = one.timeline.counter_line(one.prefix + counters[i].name,
                                                   sheet::series(axis->lines.size()), i);
      // A line along zero would only hide the axis.
      const auto range = sheet::extent({line});
      if (axis->lines.size() == most_lines || !range || range->high <= 0) continue;
      axis->lines.push_back(std::move(line));
    }
  }
  return axes;
}

}  // namespace

std::optional<sheet::Plot> counters_over_time(const std::vector<NamedTimeline>& timelines) {
  sheet::Plot plot{
      "counters_over_time",
      "What the target counted of its own work: totals by the second in each interval, "
      "levels as they were at its end. A level that never stops growing has no bound.",
      {"What the target counted, over time", {}}};
  std::size_t left_out = 0;
  for (CounterAxis& axis : axes_of(timelines)) {
    const auto range = sheet::extent(axis.lines);
    if (!range) continue;
    if (plot.sheet.panels.size() == most_panels) {
      ++left_out;
      continue;
    }
    sheet::Axis y = axis_of(axis, range->high);  // which asks for the lines
    plot.sheet.panels.push_back(
        timelines.front().timeline.panel(std::move(y), std::move(axis.lines)));
  }
  if (plot.sheet.panels.empty()) return std::nullopt;
  if (left_out > 0) {
    plot.caption += " Left out for want of room are those of " + std::to_string(left_out) +
                    " more units: counters.csv has them.";
  }
  return plot;
}

}  // namespace reports::timeline
