// The latencies of pairs on one grid, so that swapping labels is a matter of adding up.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "harness/significance/permutation.h"

namespace harness::significance {

/// Counts of both sides, of each pair.
struct SideCounts {
  std::vector<double> base, candidate;
};

/// How many requests of each side of each pair lie at or below the points of a grid, even in the
/// logarithm, that holds the quantile of every choice of swaps.
class LabelSwaps {
 public:
  /// `margin`: what is taken off the logarithm of the candidate's latencies. Preconditions: as
  /// PooledQuantile::of has, and no histogram is empty.
  LabelSwaps(std::span<const LatencyPair> pairs, double fraction, double margin);

  /// The log ratio of the quantiles with the labels of those pairs swapped whose bit is set.
  double log_ratio(std::uint64_t swapped) const;

 private:
  static constexpr std::size_t group_pairs = 4;
  static constexpr std::size_t group_sums = std::size_t{1} << group_pairs;

  /// Sums over all pairs, of the side that is labelled base, for every choice of swaps. Four pairs
  /// at a time are added up beforehand, so that a permutation costs a few look-ups a point.
  void add(const SideCounts& counts);
  double sum(std::size_t row, std::uint64_t swapped) const;
  double log_quantile(std::uint64_t swapped) const;  // of the side labelled base

  double fraction_, first_ = 0;
  std::size_t pairs_, groups_, points_ = 0;
  std::vector<double> sums_;  // [(row * groups + group) * group_sums + swaps]; the last row: of all
};

}  // namespace harness::significance
