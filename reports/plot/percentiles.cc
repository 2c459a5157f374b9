#include "reports/plot/percentiles.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "reports/words/engines.h"
#include "reports/words/point_names.h"

namespace reports::plot {
namespace {

using harness::result::Distribution;

constexpr std::size_t most_curves = 8;
constexpr double spots_per_decade = 24;

/// Of several engines: those of some loads, each with all its engines, so that they can be
/// compared.
std::vector<const Distribution*> of_same_loads(const RunResult& run,
                                               const std::vector<const Distribution*>& all) {
  const std::vector<words::SameLoad> loads = words::same_loads(run);
  if (loads.empty()) return {};
  const std::size_t each = loads.front().points.size();
  const std::size_t most = std::max<std::size_t>(1, most_curves / each);
  const std::size_t shown = std::min(loads.size(), most);
  std::vector<const Distribution*> some;
  for (std::size_t i = 0; i < shown; ++i) {
    const words::SameLoad& load = loads[shown == 1 ? 0 : i * (loads.size() - 1) / (shown - 1)];
    for (const auto* point : load.points) {
      const auto found = std::find_if(all.begin(), all.end(), [&](const Distribution* one) {
        return point != nullptr && one->step == point->step && one->phase == point->phase;
      });
      if (found != all.end() && some.size() < most_curves) some.push_back(*found);
    }
  }
  return some;
}

/// Those that are drawn: measured and not empty, evenly chosen with the first and the last.
std::vector<const Distribution*> chosen(const RunResult& run, std::size_t& available) {
  const words::PointNames names(run);
  std::vector<const Distribution*> all;
  for (const Distribution& one : run.distributions) {
    if (one.latency.count() > 0 && names.measured(one.step, one.phase)) all.push_back(&one);
  }
  available = all.size();
  if (all.size() <= most_curves) return all;
  if (const auto pairs = of_same_loads(run, all); !pairs.empty()) return pairs;
  std::vector<const Distribution*> some;
  for (std::size_t i = 0; i < most_curves; ++i) {
    some.push_back(all[i * (all.size() - 1) / (most_curves - 1)]);
  }
  return some;
}

/// x is the number of nines: -log10(1 - quantile). The last spot is the highest sample.
sheet::Line tail_line(const PercentileCurve& curve, const sheet::Style& style) {
  sheet::Line line{.label = curve.label, .style = style, .spots = {}};
  const double end = std::log10(static_cast<double>(curve.latency->count()));
  const auto latency_ms = [&](double quantile) {
    return static_cast<double>(curve.latency->quantile(quantile)) / 1e6;
  };
  for (double nines = 0; nines < end; nines += 1 / spots_per_decade) {
    line.spots.push_back({nines, latency_ms(1 - std::pow(10, -nines))});
  }
  line.spots.push_back({end, latency_ms(1)});
  return line;
}

sheet::Axis nines_axis(double end) {
  static constexpr std::array<const char*, 9> labels{
      "0", "90", "99", "99.9", "99.99", "99.999", "99.9999", "99.99999", "99.999999"};
  sheet::Axis axis{.label = "percentile (%)", .high = std::max(1.0, end) * 1.01, .tics = {}};
  axis.tics.push_back({std::log10(2.0), "50"});
  for (std::size_t i = 0; i < labels.size() && static_cast<double>(i) <= axis.high; ++i) {
    axis.tics.push_back({static_cast<double>(i), labels.at(i)});
  }
  return axis;
}

}  // namespace

std::optional<sheet::Panel> percentiles_panel(const std::vector<PercentileCurve>& curves) {
  std::vector<sheet::Line> lines;
  double end = 0;
  for (const PercentileCurve& curve : curves) {
    lines.push_back(tail_line(curve, sheet::series(lines.size())));
    end = std::max(end, lines.back().spots.back().x);
  }
  const auto range = sheet::extent(lines);
  if (!range) return std::nullopt;
  return sheet::Panel{
      .x = nines_axis(end),
      .y = sheet::log_axis("latency (log scale)", range->low, range->high, sheet::in_milliseconds),
      .lines = std::move(lines),
      .bars = {},
      .bands = {},
      .marks = {},
      .notes = {}};
}

std::optional<sheet::Plot> latency_percentiles(const RunResult& run) {
  const words::PointNames names(run);
  std::size_t available = 0;
  std::vector<PercentileCurve> curves;
  for (const Distribution* one : chosen(run, available)) {
    curves.push_back({names(one->step, one->phase), &one->latency});
  }
  auto panel = percentiles_panel(curves);
  if (!panel) return std::nullopt;
  std::string caption =
      "The share of requests (across, the tail stretched) that took no longer than the latency "
      "(upwards): the further right a line stays flat, the fewer requests are slow.";
  if (available > curves.size()) {
    caption += fmt::format(" {} of {} points are drawn.", curves.size(), available);
  }
  return sheet::Plot{
      "latency_percentiles", std::move(caption), {"Latency by percentile", {std::move(*panel)}}};
}

}  // namespace reports::plot
