// The curves of a sweep over several settings at once.
#pragma once

#include <optional>

#include "reports/sheet/sheet.h"

namespace reports::plot {

using harness::result::RunResult;

/// What matters of a run of that kind (the cache's hit ratio, the time of a job, throughput and
/// memory of a batch, latency otherwise) against what was swept, a line for each series, a panel
/// for each access pattern. Empty where the points have no series.
std::optional<sheet::Plot> series_curves(const RunResult& run);

}  // namespace reports::plot
