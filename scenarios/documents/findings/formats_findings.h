// What each format costs.
#pragma once

#include "harness/result/run_result.h"

namespace scenarios {

/// The step in which all formats come together.
inline constexpr const char* all_mixed = "mixed";

/// A row for each format, and for all of them mixed; sentences on the dearest, on what failed, and
/// on whether the mixture takes longer than its formats by themselves.
void conclude_formats(harness::result::RunResult& result);

}  // namespace scenarios
