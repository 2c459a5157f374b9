// What a comparison would have said on machines of one speed.
#pragma once

#include "reports/compare/comparison.h"

namespace reports::compare {

/// What the reference workload took, in milliseconds: the mean of before the run's load and after
/// it. Nothing where either is not known.
harness::result::Figure reference_workload_ms(const RunResult& run);

/// Did the processor set the pace of the point? It took at least half of the mean latency to work
/// on a request, or at least 80 % of the cores were busy, or as much of as many as the engine
/// has workers. An example: 3 ms of processor time a request, at a mean latency of 5 ms. False
/// where that is not known.
bool is_cpu_bound(const RunResult& run, const Point& point);

/// Fills in the corrected ratios and says what was corrected: each ratio of a figure that follows
/// the machine's speed, divided by what the speed alone would have made of it. An example: B's
/// machine took 10 ms for the reference workload where A's took 8 ms, and B's throughput is 0.80
/// of A's: corrected, it is 1.00 of it. Where the point is CPU-bound in both runs, mean latency,
/// P50, P95 and throughput are corrected, the latter unless somebody set the rate. Processor time a
/// request is not, as the workload is measured in the time that passes, waiting for a core
/// included. Nothing is where the reference workload was not measured in both, or was compiled
/// otherwise; a warning says so.
void correct(Comparison& comparison);

}  // namespace reports::compare
