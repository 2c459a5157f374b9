// A run's result for the terminal, at most 100 columns wide.
#pragma once

#include <filesystem>
#include <string>

#include "harness/result/run_result.h"

namespace scenarios {

/// What was found: findings, points, objectives, validity, warnings and where the files are.
std::string result_text(const harness::result::RunResult& result,
                        const std::filesystem::path& folder, bool colour);

}  // namespace scenarios
