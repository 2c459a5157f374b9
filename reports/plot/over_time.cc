#include "reports/plot/over_time.h"

#include <algorithm>

namespace reports::plot {
namespace {

using harness::result::TimelineRow;

/// A panel with a linear axis from zero, or nothing where no line has figures.
std::optional<Panel> from_zero(const Timeline& timeline, std::string label, Wording wording,
                               std::vector<Line> lines, bool binary = false) {
  const auto range = extent(lines);
  if (!range) return std::nullopt;
  return timeline.panel(linear_axis(std::move(label), range->high, wording, binary),
                        std::move(lines));
}

bool ever_positive(const Line& line) {
  return std::any_of(line.spots.begin(), line.spots.end(),
                     [](const Spot& spot) { return spot.y.value_or(0) > 0; });
}

}  // namespace

std::optional<Plot> latency_over_time(const Timeline& timeline) {
  std::vector<Line> lines{timeline.line("P50", blue, &TimelineRow::latency_ms_p50),
                          timeline.line("P95", green, &TimelineRow::latency_ms_p95),
                          timeline.line("P99", vermilion, &TimelineRow::latency_ms_p99),
                          timeline.line("max", grey, &TimelineRow::latency_ms_max)};
  const auto range = extent(lines);
  if (!range) return std::nullopt;
  Axis y = log_axis("latency (log scale)", range->low, range->high, in_milliseconds);
  return Plot{"latency_over_time",
              "Latency of the requests that ended in each interval, from the instant each was due: "
              "look for steps where a phase begins and for spikes that come back regularly.",
              {"Latency over time", {timeline.panel(std::move(y), std::move(lines))}}};
}

std::optional<Plot> throughput_over_time(const Timeline& timeline) {
  Line offered = timeline.line("offered", grey, &TimelineRow::offered_per_s);
  if (!has_figures(offered)) offered = timeline.rate_line("offered", grey, &TimelineRow::offered);
  Line done = timeline.line("achieved", blue, &TimelineRow::completed_per_s);
  if (!has_figures(done)) done = timeline.rate_line("achieved", blue, &TimelineRow::completed);
  std::vector<Line> lines{std::move(done), std::move(offered)};
  // A line along zero would only hide the axis.
  for (Line line : {timeline.rate_line("shed", green, &TimelineRow::shed),
                    timeline.rate_line("failed", vermilion, &TimelineRow::failed)}) {
    if (ever_positive(line)) lines.push_back(std::move(line));
  }
  auto panel = from_zero(timeline, "requests per second", in_counts, std::move(lines));
  if (!panel) return std::nullopt;
  return Plot{"throughput_over_time",
              "Requests offered and completed per second: where achieved falls below offered, work "
              "piles up or is shed.",
              {"Throughput over time", {std::move(*panel)}}};
}

std::optional<Plot> resources_over_time(const Timeline& timeline) {
  auto memory = from_zero(timeline, "memory (RSS)", in_mebibytes,
                          {timeline.line("memory", blue, &TimelineRow::rss_mib)}, true);
  auto cpu = from_zero(timeline, "CPU (cores)", in_counts,
                       {timeline.line("CPU", vermilion, &TimelineRow::cpu_cores)});
  if (!memory && !cpu) return std::nullopt;
  Sheet sheet{memory && cpu ? "Memory and CPU over time"
              : memory      ? "Memory over time"
                            : "CPU over time",
              {}};
  if (memory) sheet.panels.push_back(std::move(*memory));
  if (cpu) sheet.panels.push_back(std::move(*cpu));
  return Plot{"resources_over_time",
              "Resident memory and processor time of all the engine's processes: memory that never "
              "levels off is a leak or an unbounded cache.",
              std::move(sheet)};
}

std::optional<Plot> cache_over_time(const Timeline& timeline) {
  std::vector<Line> lines{timeline.line("cache hit ratio", blue, &TimelineRow::cache_hit_ratio)};
  if (!extent(lines)) return std::nullopt;
  Axis y{.label = "cache hits (share of look-ups)", .low = 0, .high = 1.02, .tics = {}};
  for (const double ratio : {0.0, 0.2, 0.4, 0.6, 0.8, 1.0})
    y.tics.push_back({ratio, in_percent(ratio)});
  return Plot{
      "cache_over_time",
      "Share of cache look-ups that hit in each interval: look for how long it takes to warm "
      "up and whether it falls when what is popular changes.",
      {"Cache hit ratio over time", {timeline.panel(std::move(y), std::move(lines))}}};
}

std::optional<Plot> queues_over_time(const Timeline& timeline) {
  std::vector<Line> lines{timeline.line("in flight", blue, &TimelineRow::in_flight),
                          timeline.line("queue depth", vermilion, &TimelineRow::queue_depth)};
  auto panel = from_zero(timeline, "requests", in_counts, std::move(lines));
  if (!panel) return std::nullopt;
  const bool both = panel->lines.size() == 2;
  if (!both) panel->y.label = "requests " + panel->lines.front().label;
  return Plot{
      "queues_over_time",
      "Requests inside the engine and waiting in its queue: a queue that grows throughout a "
      "phase means that the load is above capacity.",
      {"Requests in flight and queued", {std::move(*panel)}}};
}

}  // namespace reports::plot
