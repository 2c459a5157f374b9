// What ./prony compare is given.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "harness/expected.h"
#include "reports/compare/benchmark_comparison.h"
#include "reports/compare/comparison.h"
#include "scenarios/baselines/baselines.h"

namespace scenarios {

/// Runs, or files of Google Benchmark, in the order in which they were typed.
using ComparedFiles = std::variant<std::vector<reports::compare::NamedRun>,
                                   std::vector<reports::compare::NamedBenchmarks>>;

/// Reads them. A run may be named by its run.json, too, or, where there is no such path, by the
/// name of a baseline; "baseline:NAME" is never a path. An error names what can't be read, with the
/// line where one is to blame, and of what is not there the nearest name that is; also where runs
/// and benchmarks are mixed.
harness::Expected<ComparedFiles> read_compared(const std::vector<std::string>& typed,
                                               const Baselines& baselines = Baselines());

}  // namespace scenarios
