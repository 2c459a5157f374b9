// How arrivals fall about the rate that is asked for.
#pragma once

#include <string>
#include <string_view>

#include "harness/expected.h"

namespace harness::schedule {

/// Arrivals at unit rate whose gaps are independent of one another, of mean 1, and spread by `cv`,
/// their coefficient of variation (standard deviation by mean):
///   0: evenly;
///   1: by chance, as many independent users make them (Poisson);
///   else gamma-distributed: above 1 in clusters, below 1 more evenly than by chance. The counts of
///   long stretches scatter cv^2 times as much as Poisson's (their variance by their mean).
/// What vLLM calls burstiness is the gamma's shape, 1/cv^2: its 0.25 is a cv of 2.
struct Arrivals {
  static constexpr double least_cv = 0.01;
  static constexpr double most_cv = 10;

  double cv = 0;

  static const Arrivals constant, poisson;

  /// Precondition: least_cv <= cv <= most_cv.
  static constexpr Arrivals gamma(double cv) { return {cv}; }

  bool operator==(const Arrivals&) const = default;
};

inline constexpr Arrivals Arrivals::constant{0};
inline constexpr Arrivals Arrivals::poisson{1};

/// "constant", "poisson" or "gamma:2.5".
std::string to_string(const Arrivals& arrivals);

/// The inverse of to_string. An error names the nearest right spelling, or the limits of a cv.
Expected<Arrivals> parse_arrivals(std::string_view text);

}  // namespace harness::schedule
