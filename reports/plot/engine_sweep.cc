#include "reports/plot/engine_sweep.h"

#include "reports/plot/sweep.h"
#include "reports/words/engines.h"

namespace reports::plot {
namespace {

using harness::result::Point;

/// One engine's points, named as if it had been the only one.
struct EnginePoints {
  std::string engine;
  RunResult run;
};

std::vector<EnginePoints> points_of_engines(const RunResult& run) {
  std::vector<EnginePoints> parts;
  for (const std::string& engine : words::engines_of(run)) {
    EnginePoints& part = parts.emplace_back(EnginePoints{engine, {}});
    part.run.items = run.items;
    for (Point point : run.points) {
      if (!point.measured || point.engine != engine) continue;
      point.step = words::without_engine(point.step, engine);
      part.run.points.push_back(std::move(point));
    }
    if (part.run.points.size() < 2) return {};
  }
  return parts.size() > 1 ? std::move(parts) : std::vector<EnginePoints>();
}

sheet::Style dashed(sheet::Style style) {
  style.dash = "(4,4)";
  style.width = 1.5;
  return style;
}

std::optional<sheet::Panel> panel_of(const sheet::Axis& x, std::vector<sheet::Line> lines,
                                     sheet::Axis (*axis)(const sheet::Extent&)) {
  const auto range = sheet::extent(lines);
  if (!range) return std::nullopt;
  return sheet::Panel{.x = x,
                      .y = axis(*range),
                      .lines = std::move(lines),
                      .bars = {},
                      .bands = {},
                      .marks = {},
                      .notes = {}};
}

sheet::Axis sweep_rate_axis(const sheet::Extent& range) {
  return sheet::linear_axis("requests per second", range.high * 1.08, sheet::in_counts);
}

sheet::Axis sweep_latency_axis(const sheet::Extent& range) {
  return sheet::log_axis("latency (log scale)", range.low, range.high, sheet::in_milliseconds);
}

}  // namespace

std::optional<sheet::Plot> engine_sweep_curves(const RunResult& run) {
  const std::vector<EnginePoints> parts = points_of_engines(run);
  if (parts.empty()) return std::nullopt;
  std::vector<sheet::Line> rates;
  std::vector<sheet::Line> latencies;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const SweepPoints sweep = sweep_points(parts[i].run);
    sheet::Style style = sheet::series(i);
    style.dash = "solid";
    rates.push_back(swept_line(sweep, parts[i].engine, style, &Point::achieved_per_s,
                               &Point::achieved_per_s_low, &Point::achieved_per_s_high));
    latencies.push_back(swept_line(sweep, parts[i].engine + " P50", dashed(style),
                                   &Point::latency_ms_p50, &Point::latency_ms_p50_low,
                                   &Point::latency_ms_p50_high));
    latencies.push_back(swept_line(sweep, parts[i].engine + " P99", style, &Point::latency_ms_p99,
                                   &Point::latency_ms_p99_low, &Point::latency_ms_p99_high));
  }
  const SweepPoints first = sweep_points(parts.front().run);
  const sheet::Axis x = swept_axis(parts.front().run, first, false);
  sheet::Sheet sheet{"Throughput and latency by step, each engine", {}};
  if (auto panel = panel_of(x, std::move(rates), sweep_rate_axis)) sheet.panels.push_back(*panel);
  if (auto panel = panel_of(x, std::move(latencies), sweep_latency_axis))
    sheet.panels.push_back(*panel);
  if (sheet.panels.empty()) return std::nullopt;
  std::string caption =
      "The same settings with each engine: where the lines of the upper panel lie far apart, so do "
      "the engines; where one of them is flat, the setting does not matter to it.";
  if (sheet::has_whiskers(sheet)) caption += " Whiskers are 95 % intervals.";
  return sheet::Plot{"sweep_curves", std::move(caption), std::move(sheet)};
}

}  // namespace reports::plot
