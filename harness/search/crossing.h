// Where one limit goes from held to missed, as far as the probes so far tell.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "harness/search/root_fit.h"

namespace harness::search {

/// What is known of the rate at which a limit is crossed. Rates at which the limit was never tried
/// are not quoted: a root lies between a rate that held and one that missed.
struct Crossing {
  std::optional<double> held_per_s;    // the highest rate that holds, as far as the sums say
  std::optional<double> missed_per_s;  // the lowest above it that misses
  std::optional<RootFit> fit;
  std::optional<double> root_per_s;
  std::optional<stats::Interval> interval;  // 95 %, or between two probes beyond doubt
  bool is_beyond_doubt = false;  // interval: neither of the two probes could be misjudged
  bool is_monotone = true;       // false: missed beyond doubt below a rate that held beyond doubt
  Dispersion dispersion;
};

/// Precondition: each probe's standing is to this limit. `within`: the relative accuracy wanted.
Crossing find_crossing(const Limit& limit, std::span<const Observed> probes, double within);

/// Standard errors (see Standing::score) from which on a probe's side of the bound is beyond doubt.
inline constexpr double beyond_doubt = 3.5;

}  // namespace harness::search
