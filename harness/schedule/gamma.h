// The gap between arrivals that come in clusters, or more evenly than by chance.
#pragma once

#include "harness/schedule/generator.h"

namespace harness::schedule {

/// Gamma-distributed gaps of mean 1. Their coefficient of variation (standard deviation by mean) is
/// 1/sqrt(shape): above 1 arrivals cluster, at 1 they are Poisson's, below 1 they keep apart. The
/// same on every machine for the same generator.
class Gamma {
 public:
  /// Precondition: 1e-6 <= shape <= 1e6.
  explicit Gamma(double shape);

  /// One gap. Marsaglia and Tsang 2000, "A simple method for generating gamma variables"; for a
  /// shape below 1 their boost, gamma(shape + 1) u^(1/shape).
  double gap(Generator& generator) const;

  /// The time from any moment to the next arrival when arrivals have always been coming, as from a
  /// moment on they would only be if an arrival fell on it. Its density is 1 - F(x), F being the
  /// gap's law: a uniform part of a gap that covers the moment, which is a gamma(shape + 1) of the
  /// same scale (Cox 1962, "Renewal Theory", 5.4).
  double first(Generator& generator) const;

 private:
  /// gamma(shape) / shape, for shape >= 1, from Marsaglia and Tsang's d = shape - 1/3 and
  /// c = 1 / sqrt(9 d).
  struct Core {
    explicit Core(double shape);
    double operator()(Generator& generator) const;
    double d, c;
  };

  double shape_;
  Core core_;      // gamma(shape), or gamma(shape + 1) for a shape below 1
  Core covering_;  // gamma(shape + 1)
};

}  // namespace harness::schedule
