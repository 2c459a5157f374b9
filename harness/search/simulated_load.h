// For tests and the accuracy table: probes of a queue of known law, in virtual time.
#pragma once

#include <functional>
#include <vector>

#include "harness/schedule/generator.h"
#include "harness/search/rate_search.h"

namespace harness::search {

/// One server, first come first served, Poisson arrivals; at most `room` requests in the system,
/// more are shed. A limit on the latency share and one on the shed share.
struct SimulatedLoad {
  enum class Service { constant, exponential };

  Service service = Service::constant;
  double service_s = 100e-6;
  std::size_t room = 1'000'000;
  double slow_s = 1e-3;  // what counts as slow
  double slice_s = 0.05;
  double warm_up_s = 0.1;  // cut, but part of the probe's time
  double spread = 0;       // the service time of a probe varies by so much, relative: noise

  /// The ratios asked for, in this order.
  enum class Figure { slow, shed, mean };
  std::vector<Figure> figures = {Figure::slow};

  /// Runs a probe from an empty system until `decide` says so, or its time is over.
  using Decide = std::function<bool(const Evidence&)>;
  Evidence run(const Probe& probe, schedule::Generator& generator, const Decide& decide) const;
};

/// Runs a whole search.
Answer search(RateSearch& search, const SimulatedLoad& load, std::uint64_t seed);

}  // namespace harness::search
