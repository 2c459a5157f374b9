// The figures of two commands.
#pragma once

#include <array>
#include <functional>
#include <optional>

#include "harness/stats/estimate.h"
#include "scenarios/commands_compared/comparison.h"

namespace scenarios::compared {

/// A figure of both, and of the second over the first.
struct Figures {
  std::array<harness::stats::Estimate, 2> of;     // medians over the pairs, with 95 % intervals
  std::optional<harness::stats::Estimate> ratio;  // nothing where one is 0
};

/// Nothing where the figure is not known of each pair, or there is no pair.
std::optional<Figures> wall_figures(const Comparison& comparison);
std::optional<Figures> cpu_figures(const Comparison& comparison);
std::optional<Figures> peak_figures(const Comparison& comparison);
/// Of one command alone.
std::optional<harness::stats::Estimate> peak_figure(const Comparison& comparison, std::size_t side);

}  // namespace scenarios::compared
