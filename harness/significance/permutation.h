// A quantile of all pairs together, tested by swapping labels.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "harness/expected.h"
#include "harness/record/sparse_histogram.h"
#include "harness/stats/estimate.h"

namespace harness::significance {

/// Latencies of both sides of one pair; both must outlive what is made of them.
struct LatencyPair {
  const record::SparseHistogram& base;
  const record::SparseHistogram& candidate;
};

/// How hard to work, and what is too little.
struct PermutationEffort {
  std::size_t exact_pairs = 13;     // up to so many, all 2^n swaps are tried; at most 20
  std::size_t most_swaps = 19'999;  // drawn where there are more; the smallest p is one over 20,000
  std::size_t most_above = 100;     // draws end once so many were as extreme as what was seen
  std::uint64_t fewest_beyond =
      50;  // requests beyond the quantile on each side, all pairs together
};

/// The log ratio of the candidate's quantile to the base's, each over the requests of all pairs,
/// and its p-values by permutation: were both programs equal, each pair's labels could as well have
/// been swapped (Fisher 1935; Pitman 1937), so the ratio seen is one of 2^n that were equally
/// likely. A margin is taken off the candidate's latencies first, which can only raise
/// p. Made for P99 and beyond, which a single pair knows too little of.
///
/// Up to `exact_pairs` p is the exact share of all swaps that give at least the ratio seen; beyond,
/// swaps are drawn from `seed` until most_above of them did (p = most_above / draws) or most_swaps
/// were drawn (p = (1 + above) / (1 + draws)): both valid whatever the number of draws (Besag and
/// Clifford 1991). Values within a bucket are taken as evenly spread; quantiles are found to 0.1 %.
class PooledQuantile {
 public:
  /// An error says that there are too few requests beyond the quantile. Preconditions: pairs not
  /// empty, at most 64; 0 < fraction < 1.
  static Expected<PooledQuantile> of(std::span<const LatencyPair> pairs, double fraction,
                                     std::uint64_t seed, const PermutationEffort& effort = {});

  double log_ratio() const { return log_ratio_; }
  std::size_t pairs() const { return pairs_.size(); }

  /// One-sided p-value of "the true log ratio is above `margin`".
  double p_above(double margin) const;
  double p_below(double margin) const;

  /// The log ratios that neither test rejects at half of what the confidence leaves. Nothing where
  /// 2^-n is more than that.
  std::optional<stats::Interval> interval(double confidence = 0.95) const;

 private:
  PooledQuantile(std::span<const LatencyPair> pairs, double fraction, std::uint64_t seed,
                 const PermutationEffort& effort)
      : pairs_(pairs.begin(), pairs.end()), fraction_(fraction), seed_(seed), effort_(effort) {}

  double p(double margin, double sign) const;
  double end(double from, double step, double chance) const;

  std::vector<LatencyPair> pairs_;
  double fraction_;
  std::uint64_t seed_;
  PermutationEffort effort_;
  double log_ratio_ = 0;
};

}  // namespace harness::significance
