// What a switch does, from pairs of trials.
#pragma once

#include <span>

#include "harness/stats/estimate.h"

namespace harness::ablation {

/// How a pair is turned into an effect.
enum class Scale {
  ratio,       // with / without - 1
  difference,  // with - without: of shares that are claimed in points
  level        // with alone: of shares that are claimed as such
};

/// A metric of both sides in the same round.
struct Pair {
  double without = 0, with = 0;
};

/// The effect over all rounds, and its 95 % interval. Ratios are worked out on the logarithms, so
/// that a factor and its inverse are as far from 0. Up to seven pairs Student's interval of the
/// mean; from eight on Hodges and Lehmann's estimate with Wilcoxon's signed-rank interval (Walsh
/// averages: Hollander, Wolfe and Chicken, 3.2 and 3.3), which from twelve on one round that was
/// disturbed hardly moves. Below three pairs there is no interval. Pairs with a figure that is not
/// finite, and ratios with one that is not above 0, are left out; `effective` is how many remain.
stats::Estimate effect_of(Scale scale, std::span<const Pair> pairs);

/// Half the interval's width, relative to the figure for a ratio. Precondition: has an interval.
double reach(Scale scale, const stats::Estimate& effect);

}  // namespace harness::ablation
