// What the base and the candidate did while they took turns.
#pragma once

#include <map>
#include <string>

#include "harness/record/sparse_histogram.h"

namespace harness::gate {

/// What one process measured, over all its turns. A figure that is absent was not measured; all are
/// finite and none is negative.
struct Measured {
  std::map<std::string, double, std::less<>> figures;
  record::SparseHistogram latency;  // of the requests that ended ok; empty: not measured
};

/// One pair of processes, both fresh: the independent unit of the gate, whatever the number of
/// requests. Which side went first, and in which order the turns came, is to be drawn at random:
/// then two equal programs can't be told apart, and each pair's log ratio is as likely to fall on
/// one side of 0 as on the other, however noisy the machine is. That alone is what the exact tests
/// rest on.
struct Pair {
  Measured base, candidate;
  std::string invalid = {};  // why the pair can't be trusted; empty: it can
};

}  // namespace harness::gate
