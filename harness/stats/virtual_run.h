// Whole runs in virtual time whose start-ups, stalls and failures are known, for proving steady.h.
#pragma once

#include <cstdint>
#include <functional>
#include <random>
#include <vector>

#include "harness/record/sparse_histogram.h"
#include "harness/stats/steady.h"

namespace harness::stats {

/// A load and the target under it. Every time is in seconds from the run's beginning.
struct VirtualLoad {
  using Random = std::mt19937_64;
  struct Work {
    double seconds = 0;
    bool cache_hit = false;
  };
  struct Span {
    double from_s = 0, length_s = 0;
    bool holds(double at_s) const { return at_s >= from_s && at_s < from_s + length_s; }
  };

  double length_s = 30;
  double per_second = 10;  // of an open loop
  bool even = true;        // false: Poisson
  int clients = 0;         // above 0: a closed loop instead, without thinking
  bool queued = false;     // one server; else each request has its own
  double backlog_s = 0;    // work already queued at the beginning
  std::function<Work(Random&, double at_s)> work;  // of a request, drawn when it is due
  std::vector<Span> stalls;                        // the target does nothing; in order, apart
  std::vector<Span> failing;                       // requests due within fail, at once
  std::size_t slices = 100;
};

/// What a harness would have recorded of it: slices of equal time, by when requests were due.
struct VirtualRun {
  std::vector<record::SparseHistogram> latency;
  std::vector<std::uint64_t> unsuccessful;
  std::vector<Series> others;  // cache hit ratio; of a closed loop the throughput, too

  Steady steady() const { return find_steady(latency, unsuccessful, others); }
};

VirtualRun run(const VirtualLoad& load, std::uint64_t seed);

}  // namespace harness::stats
