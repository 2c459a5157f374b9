// May a run be believed? Each check has a name, a figure, a limit and a sentence.
#pragma once

#include <optional>
#include <vector>

#include "harness/environment/build_facts.h"
#include "harness/environment/clock_reading.h"
#include "harness/measure/measured.h"
#include "harness/result/run_result.h"

namespace harness::checks {

/// What a step is measured for, which says what can be wrong with it.
enum class Purpose {
  figures,  // they are quoted
  passes,  // means over passes are compared: no quantile needs its hundred requests, and a pass may
           // be too short for anybody to see its requests in flight
  probe,   // to see which side of a limit a rate is on: it may be overloaded, or short
  harness,  // the harness itself is measured: a late generator is a finding, not a fault
};

/// The checks of a step that study() has seen.
std::vector<result::Check> check_step(const measure::MeasuredStep& step, Purpose purpose);

/// The checks of the program and the machine's clocks, over a whole run of that length. `own`: how
/// this program was built; empty where the targets have told how they were.
std::vector<result::Check> check_run(const std::optional<environment::BuildFacts>& own,
                                     const environment::ClockTrouble& clocks, Duration length);

/// One check a name: of several steps and phases, the worst one's.
std::vector<result::Check> worst_of(const std::vector<result::Check>& checks);

}  // namespace harness::checks
