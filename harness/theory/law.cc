#include "harness/theory/law.h"

#include <cmath>

namespace harness::theory {

std::optional<double> Law::quantile_s(double p) const {
  if (!tail || !(p >= 0 && p < 1)) return std::nullopt;
  const double beyond = 1 - p;
  if (tail(0) <= beyond) return 0.0;
  // Bisection: a tail may have jumps and flat stretches, where faster methods go astray.
  double low = 0;
  double high = mean_s;
  for (int doublings = 0; !(tail(high) <= beyond); ++doublings) {
    if (doublings == 200 || !(high > 0)) return std::nullopt;
    low = high;
    high *= 2;
  }
  while (high - low > 1e-13 * high) {
    const double middle = low + (high - low) / 2;
    (tail(middle) <= beyond ? high : low) = middle;
  }
  return high;
}

}  // namespace harness::theory
