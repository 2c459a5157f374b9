// The order of a run's slowest requests.
#pragma once

#include <cstddef>

#include "harness/result/run_result.h"

namespace harness::result {

/// Puts the slowest measured request first, and those of points that nobody judges (the capacity, a
/// warm-up, a step that was disturbed) behind all that were measured, the slowest of them first,
/// too. Returns how many were measured: the requests with the numbers 1 to that.
std::size_t put_slowest_first(RunResult& result);

}  // namespace harness::result
