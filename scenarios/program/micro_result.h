// Google Benchmark's JSON as a run's result.
#pragma once

#include <filesystem>

#include "harness/expected.h"
#include "harness/result/run_result.h"

namespace scenarios {

/// Reads what --benchmark_out wrote: a point a benchmark, with its name as the step. Time per
/// iteration stands as the mean latency; the counters p50_ms, p95_ms, p99_ms and hit_ratio, where
/// a benchmark has them, in their columns. Trusts nothing; errors name the file.
harness::Expected<harness::result::RunResult> read_micro_result(const std::filesystem::path& file);

}  // namespace scenarios
