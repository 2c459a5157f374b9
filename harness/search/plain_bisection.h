// What most people do, to compare with: probes of one fixed length, halving an interval of rates.
#pragma once

#include "harness/search/simulated_load.h"

namespace harness::search {

struct BisectionOptions {
  double probe_s = 0;
  double within = 0;  // it ends when the half-width of what is left is at most so much, relative
};

struct Bisected {
  double rate_per_s = 0;  // the middle of what is left
  double seconds = 0;     // of all probes
  std::size_t probes = 0;
};

/// From 0 to the ceiling. A probe that holds (its ratio, warm-up cut, at most the bound) raises the
/// lower end, one that misses lowers the upper one. Precondition: load.figures is limit's alone.
Bisected bisect(const SimulatedLoad& load, const Limit& limit, double ceiling_per_s,
                const BisectionOptions& options, std::uint64_t seed);

}  // namespace harness::search
