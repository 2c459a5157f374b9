// A figure of a run, and how far it may be off.
#pragma once

#include <optional>
#include <vector>

namespace harness::stats {

/// Both ends belong to it.
struct Interval {
  double low = 0, high = 0;
};

/// A figure measured, the interval that covers the true one with the confidence asked for, and how
/// much independent evidence it rests on. No interval: the run is too short to say.
struct Estimate {
  double value = 0;
  std::optional<Interval> interval;
  /// Shares and quantiles: how many independent requests would tell as much (at most those there
  /// were). Other ratios: how many independent batches. 0 where there is no interval.
  double effective = 0;
};

/// A figure that is one sum over another, a batch each, in order of time: latency over requests is
/// the mean, requests over seconds the throughput, failures over requests their share.
/// Precondition: as many numerators as denominators, all finite, no denominator negative.
struct Ratio {
  std::vector<double> numerators, denominators;
};

/// No interval below as many batches that are not empty (0/0).
constexpr std::size_t fewest_batches = 10;

/// The sum of the numerators over the sum of the denominators, with an interval from the scatter of
/// the batches (see scatter.h). 0 where the denominators add up to 0. Batches that all
/// have the same ratio give an interval without width; where no numerator is negative, it does not
/// reach below 0. Precondition: 0 < confidence < 1.
Estimate estimate(const Ratio& ratio, double confidence = 0.95);

/// The same of a share: 0 <= numerator <= denominator, which counts requests. The interval is
/// Wilson's (1927) with the effective number of requests in place of theirs, so it stays within
/// [0, 1], and none failed of 100 gives [0, 0.04], not [0, 0].
Estimate estimate_share(const Ratio& share, double confidence = 0.95);

}  // namespace harness::stats
