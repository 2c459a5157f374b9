// An ablation's effects as a terminal's table.
#pragma once

#include <string>

#include "harness/result/run_result.h"
#include "scenarios/terminal/terminal.h"

namespace scenarios {

/// A table for each thing that was compared against: the optimisation, its claim, what was measured
/// with its interval, the verdict. At most 100 columns wide. Empty without effects.
std::string effects_text(const harness::result::RunResult& result, const Terminal& terminal);

}  // namespace scenarios
