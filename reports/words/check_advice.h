// What to do about a check that failed.
#pragma once

#include <string>
#include <string_view>

#include "harness/result/run_result.h"

namespace reports::words {

/// What a person can do about it, in a sentence; empty of a check that is not known here.
std::string_view check_advice(std::string_view check);

/// The failed check that the others may only follow from: a generator that was late spoils a steady
/// state, and not the other way round. Null if none failed.
const harness::result::Check* first_cause(const harness::result::RunResult& run);

}  // namespace reports::words
