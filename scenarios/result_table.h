// A run's result for the terminal.
#pragma once

#include <filesystem>
#include <string>

#include "harness/result/run_result.h"

namespace scenarios {

/// What was found: findings, points, objectives, validity, warnings and where the files are.
/// At most 100 columns wide, but for the files' paths, which are to be copied.
std::string result_text(const harness::result::RunResult& result,
                        const std::filesystem::path& folder, bool colour);

}  // namespace scenarios
