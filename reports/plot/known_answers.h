// How far measured figures were off those of queueing theory.
#pragma once

#include <optional>

#include "reports/sheet/sheet.h"

namespace reports::plot {

using harness::result::RunResult;

/// The relative error of each quantile with its interval, a row a queue (at most forty).
std::optional<sheet::Plot> known_answer_errors(const RunResult& run);

}  // namespace reports::plot
