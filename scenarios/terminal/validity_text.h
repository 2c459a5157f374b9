// Whether a run may be believed, for the terminal.
#pragma once

#include <string>

#include "harness/result/run_result.h"
#include "scenarios/terminal/paint.h"

namespace scenarios {

/// Of an invalid run: that it is one, the first cause, and what to do about it; to stand before
/// anything that might be believed. Empty of a valid one.
std::string alarm_text(const harness::result::RunResult& result, const Paint& paint,
                       std::size_t width);

/// The verdict and every warning, those of one kind once; for too few samples, which length would
/// do (of a quick run a note). Of what failed only the names, as the alarm has told the cause.
std::string validity_text(const harness::result::RunResult& result, const Paint& paint,
                          std::size_t width);

}  // namespace scenarios
