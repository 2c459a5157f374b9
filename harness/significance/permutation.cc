#include "harness/significance/permutation.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include "harness/figure_text.h"
#include "harness/significance/label_swaps.h"
#include "harness/significance/signed_rank.h"

namespace harness::significance {
namespace {

constexpr double furthest = 6.9;       // of the logarithm: a thousandfold
constexpr double finest_end = 0.0005;  // how well an interval's end is found
constexpr double first_stride = 0.01;

std::uint64_t beyond(std::span<const LatencyPair> pairs, double fraction, bool candidate) {
  double all = 0;
  for (const LatencyPair& pair : pairs) {
    all += static_cast<double>(candidate ? pair.candidate.count() : pair.base.count());
  }
  return static_cast<std::uint64_t>(std::floor((1 - fraction) * all + 1e-6));
}

/// Counts how many of the swaps are as extreme as what was seen, which counts itself.
template <class Extreme>
double share_of_all(std::size_t pairs, Extreme extreme) {
  const std::uint64_t swaps = std::uint64_t{1} << pairs;
  std::uint64_t count = 1;
  for (std::uint64_t swapped = 1; swapped < swaps; ++swapped) count += extreme(swapped) ? 1U : 0U;
  return static_cast<double>(count) / static_cast<double>(swaps);
}

template <class Extreme>
double share_of_drawn(std::uint64_t seed, const PermutationEffort& effort, Extreme extreme) {
  std::mt19937_64 random(seed);
  std::size_t above = 0;
  for (std::size_t drawn = 1; drawn <= effort.most_swaps; ++drawn) {
    above += extreme(random()) ? 1U : 0U;
    if (above == effort.most_above) return static_cast<double>(above) / static_cast<double>(drawn);
  }
  return static_cast<double>(1 + above) / static_cast<double>(1 + effort.most_swaps);
}

}  // namespace

Expected<PooledQuantile> PooledQuantile::of(std::span<const LatencyPair> pairs, double fraction,
                                            std::uint64_t seed, const PermutationEffort& effort) {
  const std::uint64_t there =
      std::min(beyond(pairs, fraction, false), beyond(pairs, fraction, true));
  const bool any_empty = std::any_of(pairs.begin(), pairs.end(), [](const LatencyPair& pair) {
    return pair.base.count() == 0 || pair.candidate.count() == 0;
  });
  if (there < effort.fewest_beyond || any_empty) {
    return failure(fmt::format("only {} requests a side lie beyond P{}, and {} are needed", there,
                               digits(100 * fraction), effort.fewest_beyond));
  }
  PooledQuantile made(pairs, fraction, seed, effort);
  made.log_ratio_ = LabelSwaps(made.pairs_, fraction, 0).log_ratio(0);
  return made;
}

double PooledQuantile::p(double margin, double sign) const {
  const LabelSwaps swaps(pairs_, fraction_, margin);
  const double seen = sign * swaps.log_ratio(0);
  const auto extreme = [&](std::uint64_t swapped) {
    return sign * swaps.log_ratio(swapped) >= seen - tie;
  };
  if (pairs_.size() <= effort_.exact_pairs) return share_of_all(pairs_.size(), extreme);
  return share_of_drawn(seed_, effort_, extreme);
}

double PooledQuantile::p_above(double margin) const {
  return p(margin, 1);
}

double PooledQuantile::p_below(double margin) const {
  return p(margin, -1);
}

/// The log ratio furthest from `from` in the direction of `step` that is not rejected.
double PooledQuantile::end(double from, double step, double chance) const {
  const auto rejected = [&](double margin) {
    return (step < 0 ? p_above(margin) : p_below(margin)) <= chance;
  };
  double inside = from, outside = from + step;
  while (!rejected(outside)) {
    if (std::fabs(outside - from) > furthest) return outside;
    inside = outside;
    step *= 2;
    outside += step;
  }
  while (std::fabs(outside - inside) > finest_end) {
    const double middle = std::midpoint(inside, outside);
    (rejected(middle) ? outside : inside) = middle;
  }
  return outside;
}

std::optional<stats::Interval> PooledQuantile::interval(double confidence) const {
  const double chance = (1 - confidence) / 2;
  if (std::ldexp(1.0, -static_cast<int>(pairs_.size())) > chance) return std::nullopt;
  return stats::Interval{end(log_ratio_, -first_stride, chance),
                         end(log_ratio_, first_stride, chance)};
}

}  // namespace harness::significance
