// The generator's own error.
#pragma once

#include <optional>

#include "reports/sheet/sheet.h"

namespace reports::plot {

using harness::result::RunResult;

/// P50 and P99 of the lag (sent - due) at each measured point, against the offered rate where that
/// differs from point to point.
std::optional<sheet::Plot> generator_lag(const RunResult& run);

}  // namespace reports::plot
