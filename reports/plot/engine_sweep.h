// The curves of a sweep that several engines went through.
#pragma once

#include <optional>

#include "reports/sheet/sheet.h"

namespace reports::plot {

using harness::result::RunResult;

/// Throughput above, P50 and P99 below, a line for each engine. Empty unless the run has several
/// engines and each at least two measured points.
std::optional<sheet::Plot> engine_sweep_curves(const RunResult& run);

}  // namespace reports::plot
