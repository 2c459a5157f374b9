// What a target counted, as the result files tell it.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "harness/measure/measured.h"
#include "harness/slice/reading.h"

namespace harness::measure {

/// Does the target describe itself so that files can tell of it? An error: its counters can't be
/// told apart from one another, or from what every run has (columns of the timeline and figures of
/// objectives); it has too many classes.
Expected<void> check_described(const Target& target);

/// Of an interval of that length, by counter: a total's growth per second, a level at its end, a
/// ratio within it.
std::vector<result::Figure> counted_between(std::span<const CounterInfo> counters,
                                            const slice::Reading& before,
                                            const slice::Reading& after, double seconds);

/// Adds the counters' rows of one point.
void add_counted(const MeasuredStep& step, const std::string& phase, const slice::Account& account,
                 result::RunResult& result);

/// Enters the step's counters into the result's list, and puts the figures of its timeline in that
/// order.
void enter_counters(MeasuredStep& step, result::RunResult& result);

}  // namespace harness::measure
