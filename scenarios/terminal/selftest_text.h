// The self-test's result for the terminal.
#pragma once

#include <filesystem>
#include <string>

#include "harness/result/run_result.h"
#include "scenarios/terminal/terminal.h"

namespace scenarios {

/// What the machine can measure now, whether the harness is right, and where the files are, in ten
/// lines where the terminal is wide: of what failed the first cause, of warnings how many. The
/// first line is the answer; --verbose shows the rest.
std::string selftest_text(const harness::result::RunResult& result,
                          const std::filesystem::path& folder, const Terminal& terminal);

}  // namespace scenarios
