// A run's result for the terminal.
#pragma once

#include <filesystem>
#include <string>

#include "harness/result/run_result.h"
#include "scenarios/terminal/terminal.h"

namespace scenarios {

/// What was found: findings, points, objectives, validity, warnings and where the files are. As
/// wide as the terminal, but for the files' paths, which are to be copied. `has_page`: it could be
/// made.
std::string result_text(const harness::result::RunResult& result,
                        const std::filesystem::path& folder, const Terminal& terminal,
                        bool has_page = true);

}  // namespace scenarios
