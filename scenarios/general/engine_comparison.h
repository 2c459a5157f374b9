// What a run of several engines says of one against another.
#pragma once

#include "harness/result/run_result.h"

namespace scenarios {

/// Of a run of several engines tells in findings and estimates how each of them compares with the
/// first at the same load: throughput, latencies with their intervals. Call before the scenario's
/// other conclusions, so that the comparison is read first.
void compare_engines(harness::result::RunResult& result);

}  // namespace scenarios
