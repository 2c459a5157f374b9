// What an objective search looks for: limits that a rate holds or misses, and what a probe saw.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "harness/expected.h"
#include "harness/stats/estimate.h"

namespace harness::search {

/// One limit on a ratio that grows with the load: held where the ratio is at most `bound`.
///   p99 <= 50 ms:    share, requests slower than 50 ms over all requests, bound 0.01
///   errors <= 0.1 %: share, failed over accepted, bound 0.001
///   mean <= 10 ms:   mean, the sum of latencies over their count, bound 10
/// A request that had not ended when the probe did counts as slower than the limit.
struct Limit {
  enum class Kind {
    share,  // each request counts as 0 or 1; bound in (0, 1)
    mean,   // a sum of figures of 0 or more, each of the bound's unit; bound > 0
  };

  std::string name;  // for reasons, such as "p99<=50ms"
  Kind kind = Kind::share;
  double bound = 0;
};

/// An open-loop load at one rate, for so long at most.
struct Probe {
  double rate_per_s = 0;
  double seconds = 0;  // at most, warm-up included
};

/// What a probe saw: a ratio for each limit, in the limits' order, in slices of equal time (8 or
/// more are wanted) from which the warm-up is cut.
struct Evidence {
  double seconds = 0;  // what the probe took, warm-up included
  std::vector<stats::Ratio> ratios;
};

/// No limits, a bound outside its range, or NaN: says which.
Expected<void> check_limits(std::span<const Limit> limits);

/// Evidence that can't be of these limits: too few or too many ratios, numerators and denominators
/// that differ in number, a negative, infinite or NaN figure, a share above 1. Says which.
Expected<void> check_evidence(std::span<const Limit> limits, const Evidence& evidence);

}  // namespace harness::search
