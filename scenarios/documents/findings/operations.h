// The operations into which source 000, section 2, divides a document's way.
#pragma once

#include <string_view>

#include "harness/result/run_result.h"

namespace scenarios {

/// The operation that an engine's stage belongs to: "validation", "cache lookup", "processing",
/// or "state"; empty for any other stage.
std::string_view operation_of(std::string_view stage);

/// Says of each stage of the result which operation it belongs to.
void name_operations(harness::result::RunResult& result);

/// What each operation takes a document with the first engine and with the others, beside what the
/// source claims: estimates, and a finding. Nothing without several engines.
/// Precondition: name_operations().
void compare_operations(harness::result::RunResult& result);

}  // namespace scenarios
