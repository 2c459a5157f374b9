// What theory says of a time: its mean, and how likely it is exceeded.
#pragma once

#include <functional>
#include <optional>

namespace harness::theory {

/// The distribution of a time that is never negative, in seconds.
struct Law {
  double mean_s = 0;
  /// P(T > t): falls from at most 1 to 0 as t >= 0 grows. Null where no closed form is known.
  std::function<double(double t_s)> tail;

  /// The smallest t with P(T > t) <= 1 - p, to 1e-13 of itself; jumps of the distribution are
  /// found as exactly. Empty where the tail is not known, and where the law does not fall to 1 - p
  /// within 2^200 times its mean. Precondition: 0 <= p < 1.
  std::optional<double> quantile_s(double p) const;
};

/// Poisson arrivals at `rate_per_s` to `servers` equal servers, each of which takes `service_s` for
/// a request in the mean. A queue has a stationary law only below load 1.
struct Traffic {
  double rate_per_s = 0;
  double service_s = 0;
  unsigned servers = 1;

  /// rho, the share of the time that each server is busy.
  double load() const { return rate_per_s * service_s / servers; }
};

}  // namespace harness::theory
