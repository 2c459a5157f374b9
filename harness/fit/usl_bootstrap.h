// The arithmetic behind the Universal Scalability Law: one fit, and a thousand for the intervals.
#pragma once

#include <vector>

#include "harness/fit/usl.h"

namespace harness::fit {

/// The three numbers of the law.
struct Coefficients {
  double gamma = 0, alpha = 0, beta = 0;
};

double throughput_at(const Coefficients& law, double workers);

/// Where throughput is largest: at least 1; empty if it never falls.
std::optional<double> peak_workers(const Coefficients& law);

/// A point and how exact it is.
struct WeightedPoint {
  double workers = 0;
  double throughput = 0;
  double relative = 1;  // standard error of the throughput, relative; only ratios matter for a fit
};

/// Relative standard errors from the intervals if all points have one (a thousandth at least: no
/// measurement is more exact), else all 1.
std::vector<WeightedPoint> weigh(std::span<const ScalePoint> points);

/// Precondition: three different numbers of workers, throughputs above 0.
Coefficients least_squares(std::span<const WeightedPoint> points);

/// The probability of residuals so large if the law held, by the points' own intervals; 1 where
/// they have none, or there are no more points than parameters.
double misfit_p(std::span<const ScalePoint> points, const Coefficients& law);

/// 95 % intervals; peak_high is infinite where the law may never peak.
struct Spread {
  stats::Interval gamma, alpha, beta;
  double peak_low = 0, peak_high = 0;
};

/// Draws the points anew about the law, with the errors of their intervals, or of the residuals
/// where those are larger or there are no intervals (widened by Student's t for so few), and fits
/// again. Empty: neither intervals nor residuals to know the errors from.
std::optional<Spread> bootstrap(std::span<const ScalePoint> points,
                                std::span<const WeightedPoint> weighted, const Coefficients& law,
                                std::uint64_t seed);

}  // namespace harness::fit
