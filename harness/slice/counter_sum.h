// A counter over stretches of time.
#pragma once

#include <algorithm>

#include "harness/counter.h"
#include "harness/slice/weighted_mean.h"

namespace harness::slice {

/// By how much it grew, which is what counts of a total; and what it was, which is what counts of
/// a level. Empty where it was not told.
struct CounterSum {
  result::Figure grown;
  WeightedMean level;  // as it was at each stretch's end
  result::Figure least, most;

  /// A stretch of so many seconds with these values at its ends. A total that fell, as when a
  /// server was started anew, says nothing of the stretch.
  void add(const CounterValue& before, const CounterValue& after, double seconds) {
    if (before && after && *after >= *before) grown = grown.value_or(0) + (*after - *before);
    if (!after) return;
    level.add(after, seconds);
    least = std::min(least.value_or(*after), *after);
    most = std::max(most.value_or(*after), *after);
  }

  void merge(const CounterSum& other) {
    if (other.grown) grown = grown.value_or(0) + *other.grown;
    level.merge(other.level);
    if (other.least) least = std::min(least.value_or(*other.least), *other.least);
    if (other.most) most = std::max(most.value_or(*other.most), *other.most);
  }
};

}  // namespace harness::slice
