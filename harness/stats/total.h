// The sum of some values.
#pragma once

#include <numeric>
#include <vector>

namespace harness::stats {

inline double total(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

}  // namespace harness::stats
