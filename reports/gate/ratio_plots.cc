#include "reports/gate/ratio_plots.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "harness/gate/evidence.h"
#include "reports/gate/metric_rows.h"
#include "reports/sheet/names_axis.h"
#include "reports/words/escape.h"

namespace reports::gate {

using harness::gate::Better;
using harness::gate::Kind;

namespace {

constexpr std::size_t most_in_overview = 40, panels_each = 3, most_plots = 4;
constexpr sheet::Style tolerance_style{"#D6E6F2", "solid", 0};
constexpr sheet::Style margin_style{"#B3D1E6", "solid", 0};
constexpr sheet::Style estimate_style{"#000000", "solid", 13, 0};

/// The candidate's figure over the base's in one pair; nothing where it can't be told.
sheet::Figure ratio_of(const Pair& pair, const Metric& metric) {
  using harness::gate::figure;
  if (!pair.invalid.empty()) return std::nullopt;
  if (!figure(pair.base, metric) || !figure(pair.candidate, metric)) return std::nullopt;
  const double worse = harness::gate::log_worse(pair, metric);
  return std::exp(metric.better == Better::less ? worse : -worse);
}

/// Where things lie along a panel: the first pairs, their estimate, the fresh pairs.
struct Places {
  explicit Places(const GateResult& gate)
      : first(static_cast<double>(gate.pairs.size())),
        fresh(static_cast<double>(gate.fresh_pairs.size())) {}

  double estimate(bool of_fresh) const { return of_fresh ? end() - 1 : first + 2; }
  double fresh_from() const { return first + 3; }  // the number before the first fresh pair's
  double end() const { return fresh > 0 ? fresh_from() + fresh + 3 : first + 3; }

  double first, fresh;
};

sheet::Line points(const char* label, sheet::Style style) {
  style.width = 0;
  return {.label = label, .style = style, .spots = {}};
}

sheet::Line line_of(const std::vector<Pair>& pairs, const Metric& metric, double before,
                    sheet::Line line) {
  double at = before;
  for (const Pair& pair : pairs) line.spots.push_back({++at, ratio_of(pair, metric)});
  return line;
}

sheet::Bars band(const char* label, const sheet::Style& style, double by, double end) {
  return {label, style, {{0.2, end, 1 / (1 + by), 1 + by}}};
}

void widen(double& low, double& high, const sheet::Line& line) {
  for (const sheet::Spot& spot : line.spots) {
    for (const sheet::Figure& one : {spot.y, spot.low, spot.high}) {
      if (!one || !std::isfinite(*one)) continue;
      low = std::min(low, *one);
      high = std::max(high, *one);
    }
  }
}

sheet::Axis pairs_axis(const GateResult& gate, const Places& places) {
  sheet::Axis axis{
      .label = "pair of processes", .low = 0.2, .high = places.end(), .grid = false, .tics = {}};
  for (std::size_t i = 1; i <= gate.pairs.size(); ++i) {
    axis.tics.push_back({static_cast<double>(i), fmt::format("{}", i)});
  }
  for (std::size_t i = 1; i <= gate.fresh_pairs.size(); ++i) {
    axis.tics.push_back({places.fresh_from() + static_cast<double>(i), fmt::format("{}", i)});
  }
  return axis;
}

sheet::Line estimate_line(const GateResult& gate, const Verdict& verdict, const Places& places) {
  sheet::Line line = points("estimate and interval", estimate_style);
  if (!verdict.ratio) return line;
  const bool of_fresh = &pairs_behind(gate, verdict) == &gate.fresh_pairs;
  sheet::Spot spot{places.estimate(of_fresh), *verdict.ratio};
  if (verdict.interval) {
    spot.low = verdict.interval->low;
    spot.high = verdict.interval->high;
  }
  line.spots.push_back(sheet::has_whisker(spot) ? spot : sheet::Spot{spot.x, spot.y});
  return line;
}

/// `first`: with the names for the legend.
sheet::Panel panel_of(const GateResult& gate, const Verdict& verdict) {
  const Metric& metric = verdict.metric;
  const Places places(gate);
  sheet::Panel panel{.x = pairs_axis(gate, places),
                     .y = {},
                     .lines = {},
                     .bars = {},
                     .bands = {},
                     .marks = {},
                     .notes = {}};
  panel.bars.push_back(
      band("within the tolerance", tolerance_style, metric.tolerance, places.end()));
  if (metric.test != harness::gate::Test::exact && gate.plan.margin > 0) {
    panel.bars.push_back(band("within the margin", margin_style, gate.plan.margin, places.end()));
  }
  sheet::Line equal{.label = "equal", .style = sheet::ideal, .spots = {}};
  equal.spots = {{0.2, 1.0}, {places.end(), 1.0}};
  panel.lines.push_back(std::move(equal));
  panel.lines.push_back(line_of(gate.pairs, metric, 0, points("a pair", sheet::blue)));
  sheet::Line fresh = line_of(gate.fresh_pairs, metric, places.fresh_from(),
                              points("a fresh pair", sheet::vermilion));
  if (sheet::has_figures(fresh)) panel.lines.push_back(std::move(fresh));
  panel.lines.push_back(estimate_line(gate, verdict, places));
  double low = 1 / (1 + metric.tolerance), high = 1 + metric.tolerance;
  for (const sheet::Line& line : panel.lines) widen(low, high, line);
  panel.y = change_axis(words::shortened(title_of(metric), 22), low, high);
  const bool up = metric.better == Better::less;
  const double inset = 0.1 * std::log(panel.y.high / panel.y.low);
  panel.notes.push_back({.x = (places.end() + 0.2) / 2,
                         .y = up ? panel.y.high * std::exp(-inset) : panel.y.low * std::exp(inset),
                         .text = up ? "\u2191 worse" : "\u2193 worse",
                         .centred = true});
  if (places.fresh > 0) panel.marks.push_back({places.fresh_from(), "confirmation"});
  return panel;
}

sheet::Plot pairs_plot(const GateResult& gate, std::span<const MetricRow> rows,
                       std::size_t number) {
  sheet::Sheet sheet{"Pair by pair", {}};
  for (const MetricRow& row : rows) {
    sheet.title += (sheet.panels.empty() ? ": " : ", ") + words::shortened(row.name, 40);
    sheet::Panel panel = panel_of(gate, *row.verdict);
    const bool first = sheet.panels.empty();
    if (!first) {  // one legend, and one name of the confirmation, are enough
      for (sheet::Line& line : panel.lines) line.label.clear();
      for (sheet::Bars& bars : panel.bars) bars.label.clear();
      for (sheet::Mark& mark : panel.marks) mark.label.clear();
    }
    sheet.panels.push_back(std::move(panel));
  }
  sheet.height = 150 + 165 * static_cast<double>(sheet.panels.size());
  std::string caption =
      "Each point is a pair of processes that took turns: how much more the candidate had than the "
      "base. The estimate stands behind the pairs that it is made of.";
  if (!gate.fresh_pairs.empty()) {
    caption += " Behind the line: the fresh pairs that were to confirm what regressed.";
  }
  return {fmt::format("gate_pairs_{}", number), std::move(caption), std::move(sheet)};
}

sheet::Line& line_for(std::vector<sheet::Line>& lines, const Verdict& verdict) {
  switch (verdict.kind) {
    case Kind::regressed:
      return lines[0];
    case Kind::improved:
      return lines[1];
    case Kind::same:
    case Kind::no_worse:
      return lines[2];
    case Kind::inconclusive:
    case Kind::invalid:
      break;
  }
  return lines[3];
}

std::vector<sheet::Plot> overview(const GateResult& gate, const std::vector<MetricRow>& rows) {
  std::vector<sheet::Line> lines{
      points("regressed", sheet::vermilion), points("improved", sheet::green),
      points("same or no worse", sheet::blue), points("not known", sheet::grey)};
  for (sheet::Line& line : lines) line.sideways = true;
  std::vector<std::string> names;
  double low = 1 / (1 + gate.plan.margin), high = 1 + gate.plan.margin;
  for (const MetricRow& row : rows) {
    const Verdict& verdict = *row.verdict;
    if (!verdict.ratio || names.size() == most_in_overview) continue;
    names.push_back(row.name + (verdict.metric.gating ? "" : " (advisory)"));
    sheet::Spot spot{*verdict.ratio, static_cast<double>(names.size())};
    if (verdict.interval) {
      spot.low = verdict.interval->low;
      spot.high = verdict.interval->high;
      low = std::min(low, verdict.interval->low);
      high = std::max(high, verdict.interval->high);
    }
    low = std::min(low, spot.x);
    high = std::max(high, spot.x);
    line_for(lines, verdict)
        .spots.push_back(sheet::has_whisker(spot) ? spot : sheet::Spot{spot.x, spot.y});
  }
  if (names.empty()) return {};
  std::erase_if(lines, [](const sheet::Line& line) { return line.spots.empty(); });
  sheet::Axis y = sheet::names_axis(names);
  y.longest_label = 40;
  sheet::Panel panel{.x = change_axis("the candidate, compared with the base", low, high),
                     .y = std::move(y),
                     .lines = std::move(lines),
                     .bars = {},
                     .bands = {},
                     .marks = {{1, ""}},
                     .notes = {}};
  std::string caption =
      "What changed, with its interval. More is worse, but of throughput and "
      "hits.";
  if (rows.size() > names.size()) {
    caption += fmt::format(" {} more metrics are not drawn.", rows.size() - names.size());
  }
  sheet::Sheet sheet{"All metrics", {std::move(panel)}, sheet::rows_height(names.size(), 24)};
  return {{"gate_metrics", std::move(caption), std::move(sheet)}};
}

/// Is there a pair that the candidate and the base don't have the very same figure in?
bool can_be_drawn(const GateResult& gate, const Verdict& verdict) {
  const auto any = [&](const std::vector<Pair>& pairs) {
    return std::any_of(pairs.begin(), pairs.end(), [&](const Pair& pair) {
      return ratio_of(pair, verdict.metric).value_or(1) != 1;
    });
  };
  return verdict.metric.gating && (any(gate.pairs) || any(gate.fresh_pairs));
}

}  // namespace

std::vector<sheet::Plot> ratio_plots(const GateResult& gate) {
  std::vector<MetricRow> rows = metric_rows(gate);
  std::vector<sheet::Plot> plots = overview(gate, rows);
  std::erase_if(rows, [&](const MetricRow& row) { return !can_be_drawn(gate, *row.verdict); });
  const std::size_t shown = std::min(rows.size(), panels_each * most_plots);
  for (std::size_t from = 0; from < shown; from += panels_each) {
    const std::size_t end = std::min(from + panels_each, shown);
    plots.push_back(
        pairs_plot(gate, std::span(rows).subspan(from, end - from), from / panels_each + 1));
    if (end == shown && shown < rows.size()) {
      plots.back().caption +=
          fmt::format(" {} more gating metrics are not drawn.", rows.size() - shown);
    }
  }
  return plots;
}

}  // namespace reports::gate
