// What pairs tell of one metric.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "harness/gate/metric.h"
#include "harness/gate/pair.h"
#include "harness/significance/permutation.h"
#include "harness/stats/estimate.h"

namespace harness::gate {

/// A side's figure for a metric: by name, or the quantile of its latency. Nothing where it was not
/// measured.
std::optional<double> figure(const Measured& side, const Metric& metric);

/// In how many pairs the base and the candidate have the metric's figure.
struct Presence {
  std::size_t base = 0, candidate = 0;
};

Presence presence(std::span<const Pair> pairs, const Metric& metric);

/// How much worse the candidate is than the base, as a log ratio: log(candidate / base) where less
/// is better, log(base / candidate) where more is; the metric's floor is added to both. Both 0: 0.
/// At most a thousandfold either way, which is also what becomes of a ratio to 0. Precondition:
/// both have the figure.
double log_worse(const Pair& pair, const Metric& metric);

/// P-values and an estimate of how much worse the candidate is, by whichever test is the metric's.
class Evidence {
 public:
  /// An error says what is too little. Preconditions: pairs not empty, each has the figure on both
  /// sides; they outlive this.
  static Expected<Evidence> of(std::span<const Pair> pairs, const Metric& metric,
                               std::uint64_t seed, const significance::PermutationEffort& effort);

  /// One-sided p-values of "it is worse by more than this log ratio" and "by less".
  double p_above(double log_ratio) const;
  double p_below(double log_ratio) const;

  /// As a log ratio. `effective`: pairs.
  stats::Estimate estimate(double confidence) const;

  /// Of an exact metric: how much worse it is in every pair alike. Nothing where it is not exact
  /// after all: where either side's figures scatter by more than half the tolerance, or the pairs
  /// lie on both sides of it. (Two programs whose figures only ever scatter by that little, and
  /// whose labels are drawn for each pair, are told apart so by chance in one of 2^pairs cases.)
  const std::optional<double>& agreed() const { return agreed_; }

 private:
  Evidence() = default;
  void find_agreement(std::span<const Pair> pairs, const Metric& metric);

  std::vector<double> log_ratios_;
  std::optional<significance::PooledQuantile> pooled_;
  std::optional<double> agreed_;
};

}  // namespace harness::gate
