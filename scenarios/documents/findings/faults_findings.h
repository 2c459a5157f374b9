// What became of documents under faults, in a table and in sentences.
#pragma once

#include "harness/result/run_result.h"

namespace scenarios {

// Steps that are told apart from the others.
inline constexpr const char* no_faults = "no faults";
inline constexpr const char* poison = "poison";  // faults that come again at each attempt
inline constexpr const char* without_retries = "errors, no retries";

/// A row for each kind of trouble: how many documents it met and what became of them; sentences on
/// what was lost, what recovers (claim 000.23) and what it costs.
void conclude_faults(harness::result::RunResult& result);

}  // namespace scenarios
