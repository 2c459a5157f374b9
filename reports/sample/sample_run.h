// Runs that never happened, for tests: plausible, the same every time, and called "sample".
#pragma once

#include "harness/result/run_result.h"

namespace reports::sample {

/// Three phases after a warm-up, with shed and failed requests, stages, objectives and a timeline.
harness::result::RunResult sample_load();

/// Batch sizes 1 to 500 at a fixed number of workers.
harness::result::RunResult sample_batch_sweep();

/// 1 to 16 workers on two cores.
harness::result::RunResult sample_worker_sweep();

/// The harness measuring itself: rates 1,000/s to 100,000/s on a target that does nothing.
harness::result::RunResult sample_overhead();

/// A search for the highest rate with P99 at most 1 ms, on a queue that one can calculate.
harness::result::RunResult sample_capacity();

/// Queues of known law, in virtual time.
harness::result::RunResult sample_selftest();

/// Some switches with claims that hold and claims that do not, all of v2, and a ladder.
harness::result::RunResult sample_ablation();

}  // namespace reports::sample
