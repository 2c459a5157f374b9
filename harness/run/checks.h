// May this run be believed? One function a check.
#pragma once

#include <vector>

#include "harness/result/run_result.h"
#include "harness/run/measure.h"

namespace harness::run {

/// All checks of one measured step, before its histograms are taken out of it. `judged`: false for
/// a step that measures the harness itself: its lag is the result and no fault, and it is never
/// idle between requests, which Little's law wants to see.
std::vector<result::Check> check_step(const MeasuredStep& step, bool judged);

/// Checks of several steps as one list: a line a check, the worst step's.
std::vector<result::Check> worst_of(const std::vector<result::Check>& checks);

}  // namespace harness::run
