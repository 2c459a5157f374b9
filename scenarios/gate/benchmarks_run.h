// A gate between two programs of benchmarks, from whatever project.
#pragma once

#include <stop_token>
#include <string>

#include "harness/expected.h"
#include "harness/gate/gate_result.h"
#include "harness/run/progress.h"
#include "scenarios/gate/gate_order.h"

namespace scenarios {

/// Are both Google Benchmark's? Asked of the base first, which Prony's own programs answer at once.
bool are_benchmarks(const GateOrder& order);

/// Measures both by turns, process by process, with the machine's facts and what is known of the
/// files. `filter`: a regular expression; empty: all benchmarks. Errors: those of
/// harness::benchmarks::run_benchmark_gate; an option that is of subjects only.
harness::Expected<harness::gate::GateResult> run_benchmarks(const GateOrder& order,
                                                            const std::string& filter,
                                                            const harness::run::Tell& tell,
                                                            const std::stop_token& stop);

}  // namespace scenarios
