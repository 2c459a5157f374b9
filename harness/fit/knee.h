// The knee of a latency-against-load curve.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "harness/expected.h"
#include "harness/stats/estimate.h"

namespace harness::fit {

/// The latency measured under a load; any one figure of it (mean, P99) throughout a curve.
struct LoadPoint {
  double rate_per_s = 0;
  double latency_ms = 0;
  std::optional<stats::Interval> interval = {};  // of the latency; none: it is exact
};

/// Where one more request per second begins to cost more latency than it is worth.
struct Knee {
  std::optional<double> rate_per_s;        // none: the curve has no knee within the data
  std::optional<stats::Interval> between;  // the measured loads that it surely lies between
  bool may_be_beyond = false;              // the curve ends before it can tell
  double latency_ms = 0;                   // there, interpolated
  std::string verdict;                     // a sentence
};

/// The load at which Kleinrock's power, rate / latency, is largest (Kleinrock 1979, "Power and
/// deterministic rules of thumb"), by the parabola through the largest measured power and its
/// neighbours, in logarithms; mm1: at half the capacity. Points in any order; those within 5 % of
/// one rate are averaged, as a difference in power between them would be chance. The knee lies
/// between the neighbours of all loads whose power, by their latencies' intervals, may be as large
/// as the largest: 3 loads apart at the least, and as far as the curve's own scatter leaves open.
/// Errors: fewer than three different rates; a figure that is not above 0; an interval without its
/// latency.
Expected<Knee> find_knee(std::span<const LoadPoint> points);

}  // namespace harness::fit
