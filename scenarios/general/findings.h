// What a run's figures say in sentences, and the figures that only its scenario can work out.
#pragma once

#include <vector>

#include "harness/result/run_result.h"

namespace scenarios {

void conclude_load(harness::result::RunResult& result);          // steady, peak
void conclude_bursts(harness::result::RunResult& result);        // recovery after each burst
void conclude_batch_sweep(harness::result::RunResult& result);   // the size to use
void conclude_worker_sweep(harness::result::RunResult& result);  // speed-up, its law, the number

/// What the overhead scenario plans for its open steps.
inline constexpr double overhead_rate_per_s = 100'000;
void conclude_overhead(harness::result::RunResult& result);

/// Which of the settings to use, and what is in doubt of that. Precondition: two points or more.
void recommend_setting(harness::result::RunResult& result,
                       const std::vector<harness::result::Point*>& points);

/// The points that are judged and saw requests.
std::vector<harness::result::Point*> measured_points(harness::result::RunResult& result);

}  // namespace scenarios
