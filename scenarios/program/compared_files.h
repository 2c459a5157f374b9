// What ./prony compare is given.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "harness/expected.h"
#include "reports/compare/benchmark_comparison.h"
#include "reports/compare/comparison.h"

namespace scenarios {

/// Runs' folders, or files of Google Benchmark, in the order in which they were typed.
using ComparedFiles = std::variant<std::vector<reports::compare::NamedRun>,
                                   std::vector<reports::compare::NamedBenchmarks>>;

/// Reads them. A run may be named by its run.json, too. An error names what can't be read, with the
/// line where one is to blame, and of what is not there the nearest name that is; also where runs
/// and benchmarks are mixed.
harness::Expected<ComparedFiles> read_compared(const std::vector<std::string>& paths);

}  // namespace scenarios
