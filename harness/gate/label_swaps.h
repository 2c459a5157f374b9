// The latencies of pairs on one grid, so that swapping labels is a matter of adding up.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "harness/gate/permutation.h"

namespace harness::gate {

/// How many requests of each side of each pair lie at or below the points of a grid, even in the
/// logarithm, that reaches from the lowest to the highest quantile of any side: a mixture's
/// quantile lies between those of its parts, so no swap leads out of it.
class LabelSwaps {
 public:
  /// `margin`: what is taken off the logarithm of the candidate's latencies. Preconditions: as
  /// PooledQuantile::of has, and no histogram is empty.
  LabelSwaps(std::span<const LatencyPair> pairs, double fraction, double margin);

  /// The log ratio of the quantiles with the labels of those pairs swapped whose bit is set.
  double log_ratio(std::uint64_t swapped) const;

 private:
  /// Of all pairs, at one point of the grid: of both sides, and what the candidate has more.
  double base_at(std::size_t point, std::uint64_t swapped) const;
  double log_quantile(std::uint64_t swapped) const;  // of the side labelled base

  double fraction_, first_;
  std::size_t pairs_, points_;
  std::vector<double> base_, more_;          // [point * pairs + pair]
  std::vector<double> base_all_, more_all_;  // by pair: counts of the whole histograms
};

}  // namespace harness::gate
