// What each operation takes a request, engine beside engine.
#pragma once

#include <optional>

#include "reports/sheet/sheet.h"

namespace reports::plot {

using harness::result::RunResult;

/// A row for each operation, a marker in it for each engine's mean time a request. Empty unless
/// the run's stages name operations and several engines were measured.
std::optional<sheet::Plot> operation_times(const RunResult& run);

}  // namespace reports::plot
