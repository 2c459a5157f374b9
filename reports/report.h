// A run's report: plots, a page for a browser, a page for a pull request.
#pragma once

#include <filesystem>

#include "harness/expected.h"
#include "harness/result/run_result.h"

namespace reports {

/// Reads a run's folder and writes plots/*.svg, report.html and report.md into it, each whole or
/// not at all; plots of an earlier report that this run has no data for are removed. Where plots
/// can't be drawn (gnuplot missing or failing) the pages are written all the same and say so, and
/// the error says that too.
harness::Expected<void> write_report(const std::filesystem::path& run_folder);

/// The same from a result in memory.
harness::Expected<void> write_report(const harness::result::RunResult& run,
                                     const std::filesystem::path& run_folder);

}  // namespace reports
