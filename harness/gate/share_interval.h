// How well a share of gates is known.
#pragma once

#include <cstddef>

#include "harness/stats/estimate.h"

namespace harness::gate {

/// Clopper and Pearson's exact interval (1934) of a share, 95 %. Precondition: count <= of, of > 0.
stats::Interval share_interval(std::size_t count, std::size_t of);

}  // namespace harness::gate
