#include "reports/plot/effects.h"

#include <algorithm>
#include <cmath>

#include "reports/effect_format.h"
#include "reports/figure_format.h"
#include "reports/plot/names_axis.h"

namespace reports::plot {
namespace {

using harness::result::Effect;

constexpr std::size_t most_rows = 80;
constexpr double row_px = 19;
constexpr double least_factor = 1e-3;
constexpr double most_factor = 1e4;

/// Where an effect lies: the factor that it comes to. Points are drawn as if they were of 1, and
/// levels not at all.
Figure factor(const Figure& effect) {
  if (!effect || !std::isfinite(*effect)) return std::nullopt;
  return std::clamp(1 + *effect, least_factor, most_factor);
}

bool can_be_drawn(const Effect& effect) {
  return effect.scale != "level" && factor(effect.measured);
}

/// The rows of a plot: a name each, the same one once.
class Rows {
 public:
  /// Where the row of that name lies; nothing if there is no room for another one.
  std::optional<double> row(const std::string& name) {
    const auto found = std::find(names_.begin(), names_.end(), name);
    if (found != names_.end()) return static_cast<double>(found - names_.begin() + 1);
    if (names_.size() == most_rows) return std::nullopt;
    names_.push_back(name);
    return static_cast<double>(names_.size());
  }
  const std::vector<std::string>& names() const { return names_; }

 private:
  std::vector<std::string> names_;
};

std::string row_name(const Effect& effect) {
  const std::string points = effect.scale == "points" ? ", points" : "";
  return effect.optimisation + ": " + metric_name(effect.metric) + points;
}

Spot spot_of(const Effect& effect, double row) {
  Spot spot{factor(effect.measured).value_or(1), row, factor(effect.interval_low),
            factor(effect.interval_high)};
  return has_whisker(spot) ? spot : Spot{spot.x, spot.y};
}

Line points_line(const char* label, Style style) {
  style.width = 0;
  return {.label = label, .style = style, .spots = {}, .sideways = true};
}

std::string change(double at) {
  if (at >= 2) return times(at);
  const double percent_less = 100 * (1 - at);
  if (std::fabs(percent_less) < 1e-6) return "no effect";
  return (at < 1 ? "\u2212" : "+") + percent(std::fabs(1 - at));
}

/// Factors on a logarithmic axis, so that doubling and halving are as far from none.
Axis factor_axis(const std::vector<Line>& lines) {
  double low = 0.8;
  double high = 1.25;
  for (const Line& line : lines) {
    for (const Spot& spot : line.spots) {
      low = std::min({low, spot.x, spot.low.value_or(1)});
      high = std::max({high, spot.x, spot.high.value_or(1)});
    }
  }
  Axis axis{.label = "with the optimisation, compared with without it",
            .low = low / 1.05,
            .high = high * 1.05,
            .logarithmic = true,
            .tics = {}};
  for (const double at : {0.001, 0.01, 0.05, 0.1, 0.2, 0.5,  0.7,  0.8,   0.9,    1.0,    1.1,
                          1.25,  1.5,  2.0,  3.0, 5.0, 10.0, 30.0, 100.0, 1000.0, 10000.0}) {
    if (at < axis.low || at > axis.high) continue;
    const double span = std::log(axis.high / axis.low);
    const bool named =
        axis.tics.empty() || std::log(at / axis.tics.back().at) > 0.075 * span || at == 1;
    if (at == 1 && !axis.tics.empty() && std::log(1 / axis.tics.back().at) <= 0.075 * span) {
      axis.tics.pop_back();
    }
    if (named) axis.tics.push_back({at, change(at)});
  }
  return axis;
}

Axis rows_axis(const Rows& rows) {
  Axis axis = names_axis(rows.names());
  axis.longest_label = 46;
  return axis;
}

Sheet sheet_of(const std::string& title, const Rows& rows, std::vector<Line> lines) {
  Panel panel{.x = factor_axis(lines),
              .y = rows_axis(rows),
              .lines = std::move(lines),
              .bars = {},
              .bands = {},
              .marks = {{1, ""}},
              .notes = {}};
  return {title, {std::move(panel)}, rows_height(rows.names().size(), row_px)};
}

}  // namespace

std::optional<Plot> claims_and_effects(const RunResult& run, const EffectGroup& group,
                                       const std::string& name) {
  Rows rows;
  Line holds = points_line("measured: claim holds", blue);
  Line fails = points_line("measured: it does not", vermilion);
  Line others = points_line("measured: no verdict", grey);
  Style diamond = black;
  diamond.marker = 12;
  Line claimed = points_line("claimed", diamond);
  for (const Effect& effect : effects_in(run, group)) {
    const auto row = can_be_drawn(effect) ? rows.row(row_name(effect)) : std::nullopt;
    if (!row) continue;
    Line& measured =
        effect.verdict == "holds" ? holds
        : effect.verdict == "smaller" || effect.verdict == "none" || effect.verdict == "opposite"
            ? fails
            : others;
    measured.spots.push_back(spot_of(effect, *row));
    if (effect.claimed) claimed.spots.push_back({*factor(effect.claimed), *row});
  }
  if (rows.names().empty()) return std::nullopt;
  std::vector<Line> lines;
  for (Line* line : {&claimed, &holds, &fails, &others}) {
    if (!line->spots.empty()) lines.push_back(std::move(*line));
  }
  Sheet sheet = sheet_of(group.heading, rows, std::move(lines));
  std::string caption =
      "Each row: what is claimed (diamond) and what was measured. To the right there is more of "
      "it, to the left less.";
  if (has_whiskers(sheet)) caption += " Whiskers are 95 % intervals.";
  return Plot{name, std::move(caption), std::move(sheet)};
}

std::optional<Plot> ladder(const RunResult& run) {
  Rows rows;
  Line throughput{.label = "throughput", .style = blue, .spots = {}, .marks_each = true};
  Line p99{.label = "P99", .style = vermilion, .spots = {}, .marks_each = true};
  for (const Effect& effect : effects_in(run, effect_groups(run).ladder)) {
    Line* const line = effect.metric == "achieved_per_s"   ? &throughput
                       : effect.metric == "latency_ms_p99" ? &p99
                                                           : nullptr;
    if (line == nullptr || !can_be_drawn(effect)) continue;
    if (rows.names().empty()) {
      rows.row("v1");
      for (Line* one : {&throughput, &p99}) one->spots.push_back({1, 1});
    }
    if (const auto row = rows.row("+ " + effect.optimisation)) {
      line->spots.push_back(spot_of(effect, *row));
    }
  }
  if (rows.names().empty()) return std::nullopt;
  std::vector<Line> lines;
  for (Line* line : {&throughput, &p99}) {
    line->sideways = true;
    if (line->spots.size() > 1) lines.push_back(std::move(*line));
  }
  Sheet sheet = sheet_of("From v1 to v2, step by step", rows, std::move(lines));
  sheet.panels.front().x.label = "compared with v1";
  return Plot{"ablation_ladder", "Each row adds one optimisation to all above it; the last is v2.",
              std::move(sheet)};
}

}  // namespace reports::plot
