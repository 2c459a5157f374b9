// A mean over stretches of time.
#pragma once

#include "harness/result/run_result.h"

namespace harness::slice {

/// Of levels that each lasted for a while, weighted with that; empty until one was added.
struct WeightedMean {
  double weighted = 0, weight = 0;

  void add(const result::Figure& level, double by) {
    if (!level) return;
    weighted += *level * by;
    weight += by;
  }
  void merge(const WeightedMean& other) {
    weighted += other.weighted;
    weight += other.weight;
  }
  result::Figure mean() const {
    return weight > 0 ? result::Figure(weighted / weight) : result::Figure();
  }
};

}  // namespace harness::slice
