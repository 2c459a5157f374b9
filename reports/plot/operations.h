// What each operation takes a request, engine beside engine.
#pragma once

#include <optional>

#include "reports/plot/sheet.h"

namespace reports::plot {

/// A row for each operation, a marker in it for each engine's mean time a request. Empty unless
/// the run's stages name operations and several engines were measured.
std::optional<Plot> operation_times(const RunResult& run);

}  // namespace reports::plot
