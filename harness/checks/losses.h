// What a run lost, in sentences that stand before all that is said of the rest.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/result/run_result.h"

namespace harness::checks {

/// That there was no request, that none ended well, that some were refused; of all measured points,
/// those of a warm-up that was cut off them included. Latencies are of requests that ended ok, and
/// so look the better the more a target refuses: nothing may be read without this. Empty where
/// nothing was lost.
std::vector<std::string> losses_of(const result::RunResult& result);

/// A verdict that needs no objective: can't tell of a run without a request, missed where a
/// measured point had not a single one that ended well and no objective on errors says so. Empty
/// where neither is so.
std::optional<result::ObjectiveResult> judge_losses(const result::RunResult& result);

}  // namespace harness::checks
