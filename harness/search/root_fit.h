// The rate at which one limit's ratio crosses its bound, by regression over the probes nearby.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "harness/search/standing.h"

namespace harness::search {

/// A probe's rate and what it said about the limit.
struct Observed {
  double rate_per_s = 0;
  Standing standing;
};

/// How many times as much sums vary as those of independent requests would (a queue's latencies are
/// correlated), pooled over the probes that are not far above the bound.
struct Dispersion {
  double value = 10;  // what queues near saturation have, until more is known
  double freedom = 0;

  /// The larger of the pooled one and what the probe itself shows.
  double at_least(const Standing& standing) const;
};
Dispersion pool_dispersion(std::span<const Observed> probes);

/// A line through the probes near the bound: link(ratio) = link(bound) + slope * log(rate / root).
struct RootFit {
  double root_per_s = 0;
  double slope = 0;
  std::optional<stats::Interval> interval;  // 95 %; none: the slope may be zero
  double standard_error = 0;                // of the link's value at the root
  double between = 0;      // variance of the link between probes, beyond what each one explains
  double t = 0;            // Student's t of the interval
  double requests = 0;     // the sum of their denominators, weighted by nearness
  std::size_t probes = 0;  // that the line goes through
  bool is_inside = false;  // the root lies between the lowest and the highest of their rates
  bool is_local = true;    // the probes are as near as the accuracy asks for
};

/// A quasi-likelihood regression (Wedderburn 1974; McCullagh and Nelder 1989, chapter 9) weighted
/// by nearness to the root (`widest`: no weight from so far on, in log rate), the variance of each
/// probe from the spread of its batches, plus a variance between probes where they differ by more
/// (DerSimonian and Laird 1986); interval by Fieller (1954), t with degrees of freedom by
/// Satterthwaite (1946). Searches around `centre_per_s`. Empty: fewer than two different rates near
/// the bound there, or a line that does not rise.
std::optional<RootFit> fit_root(const Limit& limit, std::span<const Observed> probes,
                                double centre_per_s, double widest);

}  // namespace harness::search
