// How memory grew over a soak.
#pragma once

#include <optional>

#include "reports/sheet/sheet.h"

namespace reports::timeline {

using harness::result::RunResult;

/// Memory over time, without what the harness keeps, of each engine from the start of its own load,
/// with the line whose ends the run's estimates "memory at the start, ENGINE" and "... at the end,
/// ENGINE" are. Nothing for a run without them.
std::optional<sheet::Plot> memory_trend(const RunResult& run);

}  // namespace reports::timeline
