// The latency distribution of each measured point, by percentile.
#pragma once

#include <optional>

#include "reports/sheet/sheet.h"

namespace reports::plot {

using harness::result::RunResult;

/// Latency against percentile, the tail stretched: 0, 90, 99, 99.9, ... % at equal distances. One
/// line a measured point, at most eight (evenly chosen); each ends where its samples end.
std::optional<sheet::Plot> latency_percentiles(const RunResult& run);

}  // namespace reports::plot
