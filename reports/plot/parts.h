// Where a request's time went: the generator's lag, the queue, the work, the way back.
#pragma once

#include <optional>

#include "reports/sheet/sheet.h"

namespace reports::plot {

using harness::result::RunResult;

/// P50 to P99 of lag, wait, service and delivery at each measured point (at most eight). They lie
/// side by side, since quantiles do not add up.
std::optional<sheet::Plot> request_parts(const RunResult& run);

/// The ten slowest requests of the measured points, each a bar of its parts, which add up to its
/// latency.
std::optional<sheet::Plot> slowest_requests(const RunResult& run);

}  // namespace reports::plot
