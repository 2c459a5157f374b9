// gnuplot as a child process: commands in, SVG out.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "harness/expected.h"

namespace reports::sheet {

/// Runs `gnuplot` (found through PATH; no shell, no personal settings) on a script and returns what
/// it wrote on standard output. An error if it is missing, fails, writes nothing, or takes longer
/// than `limit`, when it is killed.
harness::Expected<std::string> run_gnuplot(
    std::string_view script, std::chrono::milliseconds limit = std::chrono::seconds(60));

}  // namespace reports::sheet
