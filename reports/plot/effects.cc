#include "reports/plot/effects.h"

#include <algorithm>
#include <cmath>

#include "reports/sheet/names_axis.h"
#include "reports/words/effect_format.h"
#include "reports/words/figure_format.h"

namespace reports::plot {

using harness::result::Figure;

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
  return effect.optimisation + ": " + words::metric_name(effect.metric) + points;
}

sheet::Spot spot_of(const Effect& effect, double row) {
  sheet::Spot spot{factor(effect.measured).value_or(1), row, factor(effect.interval_low),
                   factor(effect.interval_high)};
  return sheet::has_whisker(spot) ? spot : sheet::Spot{spot.x, spot.y};
}

sheet::Line points_line(const char* label, sheet::Style style) {
  style.width = 0;
  return {.label = label, .style = style, .spots = {}, .sideways = true};
}

std::string change(double at) {
  if (at >= 2) return words::times(at);
  const double percent_less = 100 * (1 - at);
  if (std::fabs(percent_less) < 1e-6) return "no effect";
  return (at < 1 ? "\u2212" : "+") + words::percent(std::fabs(1 - at));
}

/// Factors on a logarithmic axis, so that doubling and halving are as far from none.
sheet::Axis factor_axis(const std::vector<sheet::Line>& lines) {
  double low = 0.8;
  double high = 1.25;
  for (const sheet::Line& line : lines) {
    for (const sheet::Spot& spot : line.spots) {
      low = std::min({low, spot.x, spot.low.value_or(1)});
      high = std::max({high, spot.x, spot.high.value_or(1)});
    }
  }
  sheet::Axis axis{.label = "with the optimisation, compared with without it",
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

sheet::Axis rows_axis(const Rows& rows) {
  sheet::Axis axis = sheet::names_axis(rows.names());
  axis.longest_label = 46;
  return axis;
}

sheet::Sheet sheet_of(const std::string& title, const Rows& rows, std::vector<sheet::Line> lines) {
  sheet::Panel panel{.x = factor_axis(lines),
                     .y = rows_axis(rows),
                     .lines = std::move(lines),
                     .bars = {},
                     .bands = {},
                     .marks = {{1, ""}},
                     .notes = {}};
  return {title, {std::move(panel)}, sheet::rows_height(rows.names().size(), row_px)};
}

}  // namespace

std::optional<sheet::Plot> claims_and_effects(const RunResult& run, const words::EffectGroup& group,
                                              const std::string& name) {
  Rows rows;
  sheet::Line holds = points_line("measured: claim holds", sheet::blue);
  sheet::Line fails = points_line("measured: it does not", sheet::vermilion);
  sheet::Line others = points_line("measured: no verdict", sheet::grey);
  sheet::Style diamond = sheet::black;
  diamond.marker = 12;
  sheet::Line claimed = points_line("claimed", diamond);
  for (const Effect& effect : words::effects_in(run, group)) {
    const auto row = can_be_drawn(effect) ? rows.row(row_name(effect)) : std::nullopt;
    if (!row) continue;
    sheet::Line& measured =
        effect.verdict == "holds" ? holds
        : effect.verdict == "smaller" || effect.verdict == "none" || effect.verdict == "opposite"
            ? fails
            : others;
    measured.spots.push_back(spot_of(effect, *row));
    if (effect.claimed) claimed.spots.push_back({*factor(effect.claimed), *row});
  }
  if (rows.names().empty()) return std::nullopt;
  std::vector<sheet::Line> lines;
  for (sheet::Line* line : {&claimed, &holds, &fails, &others}) {
    if (!line->spots.empty()) lines.push_back(std::move(*line));
  }
  sheet::Sheet sheet = sheet_of(group.heading, rows, std::move(lines));
  std::string caption =
      "Each row: what is claimed (diamond) and what was measured. To the right there is more of "
      "it, to the left less.";
  if (sheet::has_whiskers(sheet)) caption += " Whiskers are 95 % intervals.";
  return sheet::Plot{name, std::move(caption), std::move(sheet)};
}

std::optional<sheet::Plot> ladder(const RunResult& run) {
  Rows rows;
  sheet::Line throughput{
      .label = "throughput", .style = sheet::blue, .spots = {}, .marks_each = true};
  sheet::Line p99{.label = "P99", .style = sheet::vermilion, .spots = {}, .marks_each = true};
  for (const Effect& effect : words::effects_in(run, words::effect_groups(run).ladder)) {
    sheet::Line* const line = effect.metric == "achieved_per_s"   ? &throughput
                              : effect.metric == "latency_ms_p99" ? &p99
                                                                  : nullptr;
    if (line == nullptr || !can_be_drawn(effect)) continue;
    if (rows.names().empty()) {
      rows.row("v1");
      for (sheet::Line* one : {&throughput, &p99}) one->spots.push_back({1, 1});
    }
    if (const auto row = rows.row("+ " + effect.optimisation)) {
      line->spots.push_back(spot_of(effect, *row));
    }
  }
  if (rows.names().empty()) return std::nullopt;
  std::vector<sheet::Line> lines;
  for (sheet::Line* line : {&throughput, &p99}) {
    line->sideways = true;
    if (line->spots.size() > 1) lines.push_back(std::move(*line));
  }
  sheet::Sheet sheet = sheet_of("From v1 to v2, step by step", rows, std::move(lines));
  sheet.panels.front().x.label = "compared with v1";
  return sheet::Plot{"ablation_ladder",
                     "Each row adds one optimisation to all above it; the last is v2.",
                     std::move(sheet)};
}

}  // namespace reports::plot
