// What a run's figures say in sentences, and the figures that only its scenario can work out.
#pragma once

#include "harness/result/run_result.h"

namespace scenarios {

void conclude_load(harness::result::RunResult& result);          // steady, peak
void conclude_bursts(harness::result::RunResult& result);        // recovery after each burst
void conclude_batch_sweep(harness::result::RunResult& result);   // the best size
void conclude_worker_sweep(harness::result::RunResult& result);  // speed-up, the best number

/// What the overhead scenario plans for its open steps.
inline constexpr double overhead_rate_per_s = 100'000;
void conclude_overhead(harness::result::RunResult& result);

}  // namespace scenarios
