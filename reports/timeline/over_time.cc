#include "reports/timeline/over_time.h"

#include <algorithm>

namespace reports::timeline {
namespace {

using harness::result::TimelineRow;

/// A panel with a linear axis from zero, or nothing where no line has figures.
std::optional<sheet::Panel> from_zero(const Timeline& timeline, std::string label,
                                      sheet::Wording wording, std::vector<sheet::Line> lines,
                                      bool binary = false) {
  const auto range = sheet::extent(lines);
  if (!range) return std::nullopt;
  return timeline.panel(sheet::linear_axis(std::move(label), range->high, wording, binary),
                        std::move(lines));
}

bool ever_positive(const sheet::Line& line) {
  return std::any_of(line.spots.begin(), line.spots.end(),
                     [](const sheet::Spot& spot) { return spot.y.value_or(0) > 0; });
}

}  // namespace

std::optional<sheet::Plot> latency_over_time(const Timeline& timeline) {
  std::vector<sheet::Line> lines{
      timeline.line("P50", sheet::blue, &TimelineRow::latency_ms_p50),
      timeline.line("P95", sheet::green, &TimelineRow::latency_ms_p95),
      timeline.line("P99", sheet::vermilion, &TimelineRow::latency_ms_p99),
      timeline.line("max", sheet::grey, &TimelineRow::latency_ms_max)};
  const auto range = sheet::extent(lines);
  if (!range) return std::nullopt;
  sheet::Axis y =
      sheet::log_axis("latency (log scale)", range->low, range->high, sheet::in_milliseconds);
  return sheet::Plot{
      "latency_over_time",
      "Latency of the requests that ended in each interval, from the instant each was due: "
      "look for steps where a phase begins and for spikes that come back regularly.",
      {"Latency over time", {timeline.panel(std::move(y), std::move(lines))}}};
}

std::optional<sheet::Plot> throughput_over_time(const Timeline& timeline) {
  sheet::Line offered = timeline.line("offered", sheet::grey, &TimelineRow::offered_per_s);
  if (!sheet::has_figures(offered))
    offered = timeline.rate_line("offered", sheet::grey, &TimelineRow::offered);
  sheet::Line done = timeline.line("achieved", sheet::blue, &TimelineRow::completed_per_s);
  if (!sheet::has_figures(done))
    done = timeline.rate_line("achieved", sheet::blue, &TimelineRow::completed);
  std::vector<sheet::Line> lines{std::move(done), std::move(offered)};
  // A line along zero would only hide the axis.
  for (sheet::Line line : {timeline.rate_line("shed", sheet::green, &TimelineRow::shed),
                           timeline.rate_line("failed", sheet::vermilion, &TimelineRow::failed)}) {
    if (ever_positive(line)) lines.push_back(std::move(line));
  }
  auto panel = from_zero(timeline, "requests per second", sheet::in_counts, std::move(lines));
  if (!panel) return std::nullopt;
  return sheet::Plot{
      "throughput_over_time",
      "Requests offered and completed per second: where achieved falls below offered, work "
      "piles up or is shed.",
      {"Throughput over time", {std::move(*panel)}}};
}

std::optional<sheet::Plot> resources_over_time(const Timeline& timeline) {
  auto memory = from_zero(timeline, "memory (RSS)", sheet::in_mebibytes,
                          {timeline.line("memory", sheet::blue, &TimelineRow::rss_mib)}, true);
  auto cpu = from_zero(timeline, "CPU (cores)", sheet::in_counts,
                       {timeline.line("CPU", sheet::vermilion, &TimelineRow::cpu_cores)});
  if (!memory && !cpu) return std::nullopt;
  sheet::Sheet sheet{memory && cpu ? "Memory and CPU over time"
                     : memory      ? "Memory over time"
                                   : "CPU over time",
                     {}};
  if (memory) sheet.panels.push_back(std::move(*memory));
  if (cpu) sheet.panels.push_back(std::move(*cpu));
  return sheet::Plot{
      "resources_over_time",
      "Resident memory and processor time of all the engine's processes: memory that never "
      "levels off is a leak or an unbounded cache.",
      std::move(sheet)};
}

std::optional<sheet::Plot> cache_over_time(const Timeline& timeline) {
  std::vector<sheet::Line> lines{
      timeline.line("cache hit ratio", sheet::blue, &TimelineRow::cache_hit_ratio)};
  if (!sheet::extent(lines)) return std::nullopt;
  sheet::Axis y{.label = "cache hits (share of look-ups)", .low = 0, .high = 1.02, .tics = {}};
  for (const double ratio : {0.0, 0.2, 0.4, 0.6, 0.8, 1.0})
    y.tics.push_back({ratio, sheet::in_percent(ratio)});
  return sheet::Plot{
      "cache_over_time",
      "Share of cache look-ups that hit in each interval: look for how long it takes to warm "
      "up and whether it falls when what is popular changes.",
      {"Cache hit ratio over time", {timeline.panel(std::move(y), std::move(lines))}}};
}

std::optional<sheet::Plot> queues_over_time(const Timeline& timeline) {
  std::vector<sheet::Line> lines{
      timeline.line("in flight", sheet::blue, &TimelineRow::in_flight),
      timeline.line("queue depth", sheet::vermilion, &TimelineRow::queue_depth)};
  auto panel = from_zero(timeline, "requests", sheet::in_counts, std::move(lines));
  if (!panel) return std::nullopt;
  const bool both = panel->lines.size() == 2;
  if (!both) panel->y.label = "requests " + panel->lines.front().label;
  return sheet::Plot{
      "queues_over_time",
      "Requests inside the engine and waiting in its queue: a queue that grows throughout a "
      "phase means that the load is above capacity.",
      {"Requests in flight and queued", {std::move(*panel)}}};
}

}  // namespace reports::timeline
