// Wilcoxon's signed-rank test, exact whatever the ties.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "harness/stats/estimate.h"

namespace harness::significance {

/// Differences that are this close to one another are tied, and those as close to the margin are
/// zero: shifting by a margin must not break ties by the last bit.
inline constexpr double tie = 1e-12;

/// The one-sided p-value of "the differences are centred above `margin`": the chance, were they
/// symmetric about it, of a rank sum of those above at least as large (Wilcoxon 1945). Exact for
/// the ranks at hand: ties share their middle rank, zeros are ranked and then left out (Pratt
/// 1959), and the law of the sum over all 2^n signs is added up rank by rank, so that small samples
/// need no normal curve. 1 where there is nothing but zeros. The smallest that n can give is 2^-n.
/// Precondition: all finite. Takes n^3 steps.
double p_above(std::span<const double> differences, double margin);

/// The one-sided p-value of "the differences are centred below `margin`".
double p_below(std::span<const double> differences, double margin);

/// The chance of each sum 0 .. n(n+1)/2 of those of the ranks 1 .. n that a fair coin picks.
std::vector<double> rank_sum_law(std::size_t n);

/// The largest p-value that n differences without ties can have and that is at most `limit`; 0
/// where 2^-n is more than that already.
double attainable_level(std::size_t n, double limit);

/// Hodges and Lehmann's estimate (1963) of the centre, the median of all n(n+1)/2 averages of two
/// differences (a difference with itself too), and the exact interval that goes with the test: the
/// averages that lie as deep as the law of the rank sum allows (Tukey 1949; Hollander, Wolfe and
/// Chicken, 3.2 and 3.3). It covers at least as surely as asked for, ties or not. No interval where
/// n is too small for the confidence: below 6 for 95 %. Preconditions: not empty, all finite, 0 <
/// confidence < 1.
stats::Estimate hodges_lehmann(std::span<const double> differences, double confidence = 0.95);

}  // namespace harness::significance
