// How a gate decides: its metrics and its settings.
#pragma once

#include <cstdint>
#include <vector>

#include "harness/gate/metric.h"
#include "harness/significance/looks.h"
#include "harness/significance/permutation.h"

namespace harness::gate {

struct Plan {
  std::vector<Metric> metrics = default_metrics();
  significance::Looks looks = significance::default_looks;
  double margin = 0.01;      // a change by up to a factor of 1.01 is none
  double confidence = 0.95;  // of the intervals shown
  std::uint64_t seed = 1;    // of the label swaps
  significance::PermutationEffort effort = {};
  double most_invalid = 0.2;  // of the pairs: with more of them the gate is invalid
};

/// An error says what can't be: no metrics, two of one name, no looks, looks out of order or with
/// more than 64 pairs, alphas that are negative or add up to 0.2 or more, a margin that is
/// negative or not below each tolerance of a metric that is not exact, a quantile that is not
/// within 0 to 1, a pooled metric without one.
Expected<void> check(const Plan& plan);

}  // namespace harness::gate
