// Where a series of figures changes its law.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "harness/expected.h"

namespace harness::significance {

/// How E-divisive looks for changes.
struct ChangeSearch {
  double level = 0.01;  // the largest p-value of a change; at least 1/(permutations + 1)
  std::size_t permutations = 999;
  std::size_t shortest = 3;  // values between two changes, and before the first; at least 2
  std::uint64_t seed = 1;    // of the permutations
};

/// A change, found between two values.
struct ChangePoint {
  std::size_t first = 0;  // index of the first value after it
  double p = 0;
  double before = 0, after = 0;  // medians of the pieces between it and its neighbours
};

/// The changes of a series, in its order: E-divisive (Matteson and James 2014, "A nonparametric
/// approach for multiple change point analysis of multivariate data"), as used for performance
/// histories by Daly et al. 2020. A split of values into x (n of them) and y (m) has the statistic
///
///   nm/(n+m) * (2 E|x-y| - E|x-x'| - E|y-y'|),
///
/// the means over all pairs within and between; E-divisive takes the largest over all splits of a
/// piece, where the second part may end before the piece does. Pieces are split one after the
/// other, the best split of all first. A split counts if p <= level, p being the share of
/// permutations of the values, each within its piece, whose largest statistic over all pieces is no
/// smaller (this one counted); the first split that doesn't ends the search. So a series without
/// change shows one with a chance of at most `level`, whatever the law of its values, if they are
/// independent. Nothing in series shorter than 2 * shortest.
///
/// An error: a value that is not finite, a level or a shortest piece that can't be, more than 2,000
/// values. Takes some n^2 * permutations / 2 steps for each change, and once more for the end.
Expected<std::vector<ChangePoint>> change_points(std::span<const double> values,
                                                 const ChangeSearch& search = {});

/// The statistic of x against y. Preconditions: at least two values each.
double energy_statistic(std::span<const double> x, std::span<const double> y);

}  // namespace harness::significance
