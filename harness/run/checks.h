// May a run be believed? Each check has a name, a figure, a limit and a sentence.
#pragma once

#include <vector>

#include "harness/probe/build_facts.h"
#include "harness/probe/clock_reading.h"
#include "harness/result/run_result.h"
#include "harness/run/measured.h"

namespace harness::run {

/// The checks of a step that study() has seen. `judged`: false where the harness itself is what is
/// measured, so that a late generator and a target that takes no time are findings, not faults.
std::vector<result::Check> check_step(const MeasuredStep& step, bool judged);

/// The checks of the program and the machine's clocks, over a whole run of that length.
std::vector<result::Check> check_run(const probe::BuildFacts& build,
                                     const probe::ClockTrouble& clocks, Duration length);

/// One check a name: of several steps and phases, the worst one's.
std::vector<result::Check> worst_of(const std::vector<result::Check>& checks);

}  // namespace harness::run
