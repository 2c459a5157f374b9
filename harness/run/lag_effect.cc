#include "harness/run/lag_effect.h"

#include <algorithm>
#include <cmath>

namespace harness::run {

double lag_effect(const record::Histogram& latency, const record::Histogram& lag, double fraction) {
  if (latency.count() == 0 || lag.count() == 0 || lag.max() == 0) return 0;
  const auto at = [&](double share) {
    return static_cast<double>(latency.quantile(std::clamp(share, 0.0, 1.0)));
  };
  const double quoted = at(fraction);
  if (quoted <= 0) return 0;
  const auto bound = [&](double left_out, double longest_lag) {
    const double down = quoted - (at(fraction - left_out) - longest_lag);
    const double up = at(fraction + left_out) - quoted;
    return std::max(down, up) / quoted;
  };
  double smallest = bound(0, static_cast<double>(lag.max()));
  // From one request in all to half of those beyond the quantile, in steps of a quarter.
  const double most = std::min(fraction, 1 - fraction) / 2;
  for (double out = 1.0 / static_cast<double>(lag.count()); out < most; out *= 1.25) {
    smallest = std::min(smallest, bound(out, static_cast<double>(lag.quantile(1 - out))));
  }
  return smallest;
}

}  // namespace harness::run
