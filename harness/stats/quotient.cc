#include "harness/stats/quotient.h"

#include <algorithm>
#include <cmath>

namespace harness::stats {

Estimate quotient(const Estimate& one, const Estimate& other) {
  Estimate result{.value = one.value / other.value, .interval = {}};
  if (!one.interval || !other.interval) return result;
  const auto is_positive = [](const Estimate& estimate) {
    return estimate.interval->low > 0 && estimate.value > 0 &&
           std::isfinite(estimate.interval->high);
  };
  if (!is_positive(one) || !is_positive(other)) return result;
  const auto down = [](const Estimate& estimate) {
    return std::log(estimate.value / estimate.interval->low);
  };
  const auto up = [](const Estimate& estimate) {
    return std::log(estimate.interval->high / estimate.value);
  };
  result.interval = {result.value * std::exp(-std::hypot(down(one), up(other))),
                     result.value * std::exp(std::hypot(up(one), down(other)))};
  result.effective = std::min(one.effective, other.effective);
  return result;
}

}  // namespace harness::stats
