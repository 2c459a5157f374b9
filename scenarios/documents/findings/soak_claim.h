// What is claimed of an engine's memory over hours.
#pragma once

#include "harness/result/run_result.h"

namespace scenarios {

/// Judges the claim 000.4, that v1 grows by 25 MB an hour and v2 by 5, by the interval of what was
/// seen: a sentence for each engine that was watched for long enough.
void judge_growth_claim(harness::result::RunResult& result);

}  // namespace scenarios
