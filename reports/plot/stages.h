// Where the engine's time went, stage by stage.
#pragma once

#include <optional>

#include "reports/sheet/sheet.h"

namespace reports::plot {

using harness::result::RunResult;

/// One bar a measured point (at most twelve): each stage's share of the time.
std::optional<sheet::Plot> stage_shares(const RunResult& run);

/// P50 and P99 of each stage, at the point with the most stage executions.
std::optional<sheet::Plot> stage_latencies(const RunResult& run);

}  // namespace reports::plot
