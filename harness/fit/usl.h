// How throughput grows with workers: the Universal Scalability Law.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "harness/expected.h"
#include "harness/stats/estimate.h"

namespace harness::fit {

/// The throughput measured with so many workers (or clients, or cores).
struct ScalePoint {
  double workers = 0;          // at least 1
  stats::Estimate throughput;  // per second, with its 95 % interval where one is known
};

/// Where the law says that more workers begin to harm.
struct Peak {
  double workers = 0;           // sqrt((1 - alpha) / beta), at least 1
  double throughput = 0;        // per second, there
  double low = 0;               // of the workers, 95 %
  std::optional<double> high;   // none: the data don't rule out that it never peaks
  bool is_beyond_data = false;  // above the most workers measured: a prediction, not a finding
};

/// X(N) = gamma N / (1 + alpha (N-1) + beta N (N-1)) (Gunther 2007, "Guerrilla Capacity Planning").
struct Usl {
  double gamma = 0;  // throughput of one worker alone, per second
  double alpha = 0;  // contention: the share of the work that is done one after the other
  double beta = 0;   // coherency: what each pair of workers costs
  // 95 %; none where there are no more points than parameters and no point has an interval.
  std::optional<stats::Interval> gamma_interval, alpha_interval, beta_interval;
  std::optional<Peak> peak;         // none: beta is 0, so throughput never falls
  std::optional<double> r_squared;  // of the throughput; none where all are equal
  double worst_residual = 0;        // relative: the largest |measured / law - 1|
  bool is_law = true;               // false: the points don't follow the law, so don't use it
  std::string verdict;              // a sentence

  /// Throughput with so many workers, per second. Precondition: workers >= 1.
  double at(double workers) const;
};

/// Weighted least squares of N/X, which is linear in (1, N-1, N(N-1)), with alpha and beta at least
/// 0; exact, since there are only four sets of coefficients that can be 0. Weights from the
/// intervals, if all points have one, else as if all were equally exact. Intervals by a parametric
/// bootstrap of 1,000 samples; the same seed gives the same intervals.
/// Errors: fewer than three different numbers of workers; a point that is no number or not above 0.
Expected<Usl> fit_usl(std::span<const ScalePoint> points, std::uint64_t seed = 1);

}  // namespace harness::fit
