// Gates against one reference whose true ratios are known.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "harness/gate/history/history.h"

namespace harness::gate::history::sample {

/// Simulated gates, a day apart, of commits "c000001" and so on: of P50 latency, which the
/// candidate has `factor` times as much of from gate `change_at` (counted from 0) on, and of
/// throughput, which never changes. Ratios scatter by 1 %.
std::vector<PlacedGate> simulated_gates(std::size_t gates, std::size_t change_at, double factor);

}  // namespace harness::gate::history::sample
