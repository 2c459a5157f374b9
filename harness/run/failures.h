// Why requests failed, in the result.
#pragma once

#include "harness/measure/measured.h"
#include "harness/result/run_result.h"

namespace harness::run {

/// Adds the step's rows of failures.csv. The example is what the target said of it, else the item's
/// name, else the request's number.
void add_failures(const measure::MeasuredStep& step, result::RunResult& result);

}  // namespace harness::run
