// Why requests failed, for the terminal.
#pragma once

#include <cstddef>
#include <string>

#include "harness/result/run_result.h"

namespace scenarios {

/// "393 failed: 390 malformed (bad.pdf: no trailer), 3 out of memory": of the phases that are
/// measured, all steps together, the commonest reasons first. Lines of at most `width` columns;
/// empty where nothing failed, or nobody tells of it.
std::string failures_text(const harness::result::RunResult& result, std::size_t width);

}  // namespace scenarios
