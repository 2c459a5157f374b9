#include "reports/timeline/engines_over_time.h"

#include <algorithm>
#include <limits>
#include <set>

#include "reports/timeline/counters.h"
#include "reports/words/engines.h"

namespace reports::timeline {

using harness::result::RunResult;

namespace {

using harness::result::TimelineRow;

/// An engine's part of the run, as if it had been the only one.
struct EngineTime {
  std::string engine;
  Timeline timeline;
};

/// The engine's step; empty unless it has exactly one that was measured.
std::string step_of(const RunResult& run, const std::string& engine) {
  std::set<std::string> steps;
  for (const auto& point : run.points) {
    if (point.measured && point.engine == engine) steps.insert(point.step);
  }
  return steps.size() == 1 ? *steps.begin() : std::string();
}

double start_s(const RunResult& run, const std::string& step) {
  double start = std::numeric_limits<double>::infinity();
  for (const auto& one : run.distributions) {
    if (one.step == step) start = std::min(start, one.start_s);
  }
  for (const TimelineRow& row : run.timeline) {
    if (row.step == step) start = std::min(start, row.t_s);
  }
  return start;
}

RunResult part_of(const RunResult& run, const std::string& step) {
  RunResult part;
  part.counters = run.counters;
  for (const auto& point : run.points) {
    if (point.step != step) continue;
    part.points.push_back(point);
    part.points.back().step.clear();  // all engines have these phases
  }
  const double start = start_s(run, step);
  for (TimelineRow row : run.timeline) {
    if (row.step != step) continue;
    row.t_s -= start;
    row.step.clear();
    part.timeline.push_back(std::move(row));
  }
  return part;
}

std::vector<EngineTime> times_of_engines(const RunResult& run) {
  std::vector<EngineTime> parts;
  for (const std::string& engine : words::engines_of(run)) {
    const std::string step = step_of(run, engine);
    if (step.empty()) return {};
    parts.push_back({engine, Timeline(part_of(run, step))});
    if (parts.back().timeline.empty()) return {};
  }
  return parts.size() > 1 ? std::move(parts) : std::vector<EngineTime>();
}

/// Of one engine lines differ in dash, of one figure engines differ in colour.
sheet::Style style_of(std::size_t engine, bool second = false) {
  sheet::Style style = sheet::series(engine);
  style.dash = second ? "(4,4)" : "solid";
  if (second) style.width = 1.5;
  return style;
}

struct Lined {
  const char* name;  // behind the engine's; may be empty
  Member member;
};

std::vector<sheet::Line> lines_of(const std::vector<EngineTime>& parts,
                                  const std::vector<Lined>& figures) {
  std::vector<sheet::Line> lines;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    for (std::size_t k = 0; k < figures.size(); ++k) {
      const std::string name = *figures[k].name == '\0' ? "" : std::string(" ") + figures[k].name;
      lines.push_back(parts[i].timeline.line(
          parts[i].engine + name, style_of(i, k + 1 < figures.size()), figures[k].member));
    }
  }
  return lines;
}

/// On the axis and before the bands of the first engine: all have the same phases.
std::optional<sheet::Panel> panel_of(const std::vector<EngineTime>& parts,
                                     std::vector<sheet::Line> lines,
                                     sheet::Axis (*axis)(const sheet::Extent&)) {
  const auto range = sheet::extent(lines);
  if (!range) return std::nullopt;
  return parts.front().timeline.panel(axis(*range), std::move(lines));
}

void add(std::vector<sheet::Plot>& plots, sheet::Plot plot,
         std::vector<std::optional<sheet::Panel>> panels) {
  for (std::optional<sheet::Panel>& panel : panels) {
    if (panel) plot.sheet.panels.push_back(std::move(*panel));
  }
  if (!plot.sheet.panels.empty()) plots.push_back(std::move(plot));
}

sheet::Axis latency_over_time_axis(const sheet::Extent& range) {
  return sheet::log_axis("latency (log scale)", range.low, range.high, sheet::in_milliseconds);
}
sheet::Axis rate_over_time_axis(const sheet::Extent& range) {
  return sheet::linear_axis("requests per second", range.high, sheet::in_counts);
}
sheet::Axis requests_axis(const sheet::Extent& range) {
  return sheet::linear_axis("requests", range.high, sheet::in_counts);
}
sheet::Axis memory_axis(const sheet::Extent& range) {
  return sheet::linear_axis("memory (RSS)", range.high, sheet::in_mebibytes, true);
}
sheet::Axis cpu_axis(const sheet::Extent& range) {
  return sheet::linear_axis("CPU (cores)", range.high, sheet::in_counts);
}
sheet::Axis hits_axis(const sheet::Extent&) {
  sheet::Axis y{.label = "cache hits (share of look-ups)", .low = 0, .high = 1.02, .tics = {}};
  for (const double ratio : {0.0, 0.2, 0.4, 0.6, 0.8, 1.0}) {
    y.tics.push_back({ratio, sheet::in_percent(ratio)});
  }
  return y;
}

std::vector<sheet::Line> rates_of(const std::vector<EngineTime>& parts) {
  std::vector<sheet::Line> lines = lines_of(parts, {{"achieved", &TimelineRow::completed_per_s}});
  lines.push_back(parts.front().timeline.line("offered", sheet::grey, &TimelineRow::offered_per_s));
  return lines;
}

}  // namespace

std::vector<sheet::Plot> engines_over_time(const RunResult& run) {
  const std::vector<EngineTime> parts = times_of_engines(run);
  if (parts.empty()) return {};
  const auto lines = [&](const std::vector<Lined>& figures) { return lines_of(parts, figures); };
  std::vector<sheet::Plot> plots;
  add(plots,
      {"latency_over_time",
       "Latency of the requests that ended in each interval, from the instant each was due, of "
       "each engine from the start of its own load: the distance between lines of one kind is what "
       "the engines differ by.",
       {"Latency over time", {}}},
      {panel_of(
          parts,
          lines({{"P50", &TimelineRow::latency_ms_p50}, {"P99", &TimelineRow::latency_ms_p99}}),
          latency_over_time_axis)});
  add(plots,
      {"throughput_over_time",
       "Requests offered and completed per second: where an engine falls below offered, work piles "
       "up in it or is shed.",
       {"Throughput over time", {}}},
      {panel_of(parts, rates_of(parts), rate_over_time_axis)});
  add(plots,
      {"queues_over_time",
       "Requests inside each engine, its queue included: one that grows throughout a phase means "
       "that the load is above that engine's capacity.",
       {"Requests in flight", {}}},
      {panel_of(parts, lines({{"", &TimelineRow::in_flight}}), requests_axis)});
  add(plots,
      {"resources_over_time",
       "Resident memory and processor time of the whole program while each engine was under load. "
       "What one engine leaves behind in the allocator is there when the next one starts.",
       {"Memory and CPU over time", {}}},
      {panel_of(parts, lines({{"", &TimelineRow::rss_mib}}), memory_axis),
       panel_of(parts, lines({{"", &TimelineRow::cpu_cores}}), cpu_axis)});
  add(plots,
      {"cache_over_time",
       "Share of cache look-ups that hit in each interval, of each engine.",
       {"Cache hit ratio over time", {}}},
      {panel_of(parts, lines({{"", &TimelineRow::cache_hit_ratio}}), hits_axis)});
  std::vector<NamedTimeline> named;
  for (const EngineTime& part : parts) named.push_back({part.engine + " ", part.timeline});
  if (auto counters = counters_over_time(named)) plots.push_back(std::move(*counters));
  return plots;
}

}  // namespace reports::timeline
