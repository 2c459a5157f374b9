// Which kind each request is of.
#pragma once

#include <cstdint>
#include <numeric>
#include <vector>

#include "harness/schedule/generator.h"

namespace scenarios::http {

/// Each kind as often as its weight says, drawn by the request's number alone: the same for each
/// run, on each machine.
class KindChoice {
 public:
  /// Precondition: one weight or more, all above 0.
  explicit KindChoice(const std::vector<double>& weights) {
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    double below = 0;
    for (const double weight : weights) below_.push_back(below += weight / sum);
  }

  std::size_t operator()(std::uint64_t id) const {
    if (below_.size() == 1) return 0;
    constexpr double bits_53 = 0x1p-53;
    const std::uint64_t spread = harness::schedule::SeedSpreader(id)();
    const double draw = static_cast<double>(spread >> 11U) * bits_53;
    std::size_t kind = 0;
    while (kind + 1 < below_.size() && draw >= below_[kind]) ++kind;
    return kind;
  }

 private:
  std::vector<double> below_;  // of each kind and those before it together, of 1
};

}  // namespace scenarios::http
