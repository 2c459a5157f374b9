// For tests: does a sample follow a law? Seeds are fixed, so an answer never changes by chance.
#pragma once

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <cmath>
#include <cstddef>
#include <vector>

namespace harness::schedule {

/// Pearson's chi-square: the probability that counts stray from `expected` (each at least 5 or so)
/// at least as far as `observed` does, if the law holds. `constraints`: 1 where the total is fixed.
inline double chi_square_p(const std::vector<double>& observed, const std::vector<double>& expected,
                           int constraints) {
  double statistic = 0;
  for (std::size_t i = 0; i < observed.size(); ++i) {
    statistic += (observed[i] - expected[i]) * (observed[i] - expected[i]) / expected[i];
  }
  const double freedom = static_cast<double>(observed.size()) - constraints;
  return boost::math::cdf(
      boost::math::complement(boost::math::chi_squared_distribution<>(freedom), statistic));
}

/// Kolmogorov and Smirnov: the probability that the empirical distribution of so many values strays
/// from `cdf` at least as far as this sample's does, if the law holds (Kolmogorov's series).
template <class Cdf>
double kolmogorov_smirnov_p(std::vector<double> sample, Cdf cdf) {
  std::sort(sample.begin(), sample.end());
  const double n = static_cast<double>(sample.size());
  double distance = 0;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    const double at = cdf(sample[i]);
    const double below = static_cast<double>(i) / n;
    distance = std::max({distance, at - below, below + 1 / n - at});
  }
  double p = 0;
  for (int k = 1; k <= 100; ++k) {
    p += (k % 2 == 1 ? 2 : -2) * std::exp(-2.0 * k * k * n * distance * distance);
  }
  return std::clamp(p, 0.0, 1.0);
}

}  // namespace harness::schedule
