// A measured step as rows of the result files.
#pragma once

#include "harness/measure/measured.h"
#include "harness/result/run_result.h"

namespace harness::run {

/// Adds the step's points, timeline, stages, distributions and slowest requests to the result,
/// whose scenario and seed are set. Phases that never came, because the run was cut short, are left
/// out. Takes the histograms out of the step.
void add_step(measure::MeasuredStep& step, result::RunResult& result);

}  // namespace harness::run
