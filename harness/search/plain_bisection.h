// What most people do, to compare with: probes of one fixed length, halving an interval of rates.
#pragma once

#include <vector>

#include "harness/search/simulated_load.h"

namespace harness::search {

/// Where a bisection stands after each of its probes: the middle of what is left.
struct BisectionStep {
  double rate_per_s = 0;
  double seconds = 0;  // of all probes so far
};

/// From 0 to the ceiling. A probe that holds (its ratio, warm-up cut, at most the bound) raises the
/// lower end, one that misses lowers the upper one. Precondition: load.figures is limit's alone.
std::vector<BisectionStep> bisect(const SimulatedLoad& load, const Limit& limit,
                                  double ceiling_per_s, double probe_s, int probes,
                                  std::uint64_t seed);

}  // namespace harness::search
