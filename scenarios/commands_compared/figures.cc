#include "scenarios/commands_compared/figures.h"

#include <cmath>
#include <vector>

#include "harness/significance/signed_rank.h"

namespace scenarios::compared {
namespace {

using Figure = std::function<std::optional<double>(const Pair& pair, std::size_t side)>;

harness::stats::Estimate ratio_of(const std::array<std::vector<double>, 2>& sides) {
  std::vector<double> logs;
  for (std::size_t i = 0; i < sides[0].size(); ++i) {
    logs.push_back(std::log(sides[1][i] / sides[0][i]));
  }
  harness::stats::Estimate ratio = harness::significance::hodges_lehmann(logs);
  ratio.value = std::exp(ratio.value);
  if (ratio.interval) {
    ratio.interval = {std::exp(ratio.interval->low), std::exp(ratio.interval->high)};
  }
  return ratio;
}

std::optional<Figures> figures_of(const Comparison& comparison, const Figure& figure) {
  std::array<std::vector<double>, 2> sides;
  bool positive = true;
  for (const Pair& pair : comparison.pairs) {
    for (std::size_t side = 0; side < sides.size(); ++side) {
      const auto value = figure(pair, side);
      if (!value) return std::nullopt;
      positive = positive && *value > 0;
      sides[side].push_back(*value);
    }
  }
  if (sides[0].empty()) return std::nullopt;
  Figures all{.of = {median_of(sides[0]), median_of(sides[1])}};
  if (positive) all.ratio = ratio_of(sides);
  return all;
}

}  // namespace

std::optional<Figures> wall_figures(const Comparison& comparison) {
  return figures_of(comparison, &Pair::wall_s);
}

std::optional<Figures> cpu_figures(const Comparison& comparison) {
  return figures_of(comparison, &Pair::cpu_s);
}

std::optional<harness::stats::Estimate> peak_figure(const Comparison& comparison,
                                                    std::size_t side) {
  std::vector<double> peaks;
  for (const Pair& pair : comparison.pairs) {
    const auto peak = pair.peak_bytes(side);
    if (!peak) return std::nullopt;
    peaks.push_back(*peak);
  }
  if (peaks.empty()) return std::nullopt;
  return median_of(peaks);
}

std::optional<Figures> peak_figures(const Comparison& comparison) {
  return figures_of(comparison, &Pair::peak_bytes);
}

}  // namespace scenarios::compared
