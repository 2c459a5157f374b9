// What a run lost, in sentences that stand before all that is said of the rest.
#pragma once

#include <string>
#include <vector>

#include "harness/result/run_result.h"

namespace harness::run {

/// That there was no request, that none ended well, that some were refused; of all measured points,
/// those of a warm-up that was cut off them included. Latencies are of the accepted requests, and
/// so look the better the more a target refuses: nothing may be read without this. Empty where
/// nothing was lost.
std::vector<std::string> losses_of(const result::RunResult& result);

}  // namespace harness::run
