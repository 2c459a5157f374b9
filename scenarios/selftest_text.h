// A self-test's result for the terminal.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "harness/result/run_result.h"

namespace scenarios {

/// Verdict, noise floor, a table of known answers, what failed, and where the files are. At most
/// 100 columns wide, but for the files' paths.
std::string selftest_text(const harness::result::RunResult& result,
                          const std::filesystem::path& folder);

/// How many checks passed, and a sentence on each that did not.
std::string checks_text(const std::vector<harness::result::Check>& checks);

}  // namespace scenarios
