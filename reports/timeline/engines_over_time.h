// Several engines under the same load over time, on the same axes.
#pragma once

#include <optional>
#include <vector>

#include "reports/sheet/sheet.h"

namespace reports::timeline {

using harness::result::RunResult;

/// Latency, throughput, requests, resources and the cache, a line for each engine, each engine's
/// time counted from the start of its own step. Empty unless the run has several engines, each with
/// one measured step.
std::vector<sheet::Plot> engines_over_time(const RunResult& run);

}  // namespace reports::timeline
