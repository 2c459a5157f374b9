// Which requests are good ones by a run's objectives.
#pragma once

#include <span>

#include "harness/record/request_bounds.h"
#include "harness/scenario/scenario.h"

namespace harness::run {

/// What upper limits on high quantiles (from the 90 % one on) ask of a single request: p99<=200ms
/// that it takes 200 ms at most, gap_p99<=50ms that at most 1 % of its own gaps are longer. Of
/// several limits on one thing the highest quantile's.
record::RequestBounds bounds_of(std::span<const scenario::Limit> limits);

}  // namespace harness::run
