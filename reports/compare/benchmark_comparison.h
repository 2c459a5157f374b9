// Files of micro-benchmarks beside one another.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/expected.h"
#include "harness/gate/benchmarks.h"
#include "harness/gate/verdict.h"
#include "harness/result/run_result.h"
#include "reports/tables/table.h"

namespace reports::compare {

/// A file's benchmarks and what it says of where they were run.
struct NamedBenchmarks {
  std::string name;  // of the file
  harness::gate::BenchmarkTimes times_ns;
  std::vector<harness::result::Parameter> context = {};
  std::vector<std::string> untimed = {};  // benchmarks without a time, and why: "BM_x (no file)"
};

/// All of them against the first.
struct BenchmarkComparison {
  std::vector<NamedBenchmarks> files;
  std::vector<std::string> letters;                  // "A", "B"
  std::vector<harness::gate::GateVerdict> verdicts;  // of the second file and so on
  std::vector<std::string> warnings;
};

/// Judges each file but the first, name by name, by the gate's statistics. Where there are too few
/// repetitions for a regression to be told, a warning says how many there should be. An error:
/// fewer than two files, more than 26, no benchmark in common, a tolerance that can't be.
harness::Expected<BenchmarkComparison> compare_benchmarks(std::vector<NamedBenchmarks> files,
                                                          double tolerance);

tables::Table files_table(const BenchmarkComparison& comparison);
/// What the files' contexts differ in, but for dates; without rows where there is nothing.
tables::Table context_table(const BenchmarkComparison& comparison);
/// A row for each benchmark: the median time in each file, and of each file but the first the
/// change with its interval and the verdict.
tables::Table benchmarks_table(const BenchmarkComparison& comparison);

/// What must be known before any figure is.
inline constexpr const char* benchmarks_advisory =
    "Advisory: a file's repetitions were all made in one go, so whatever else changed between two "
    "files is in every repetition alike, and no test of them can tell it from the code. "
    "./prony gate --base OLD --candidate NEW runs both programs in turns and can.";

}  // namespace reports::compare
