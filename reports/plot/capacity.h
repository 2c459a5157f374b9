// The curve of a search for the highest rate: latency against the load.
#pragma once

#include <optional>

#include "reports/sheet/sheet.h"

namespace reports::plot {

using harness::result::RunResult;

/// P50, P95 and P99 of each measured probe against the rate that was offered, with the highest rate
/// and its interval, the knee, and the lowest limit on a latency among the objectives. Empty with
/// fewer than two probes.
std::optional<sheet::Plot> capacity_curve(const RunResult& run);

}  // namespace reports::plot
