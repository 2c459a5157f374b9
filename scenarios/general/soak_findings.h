// What grows and what drifts over a soak.
#pragma once

#include <string>

#include "harness/result/run_result.h"
#include "scenarios/general/soak_course.h"

namespace scenarios {

/// The parts of a soak, one after the other at the same rate.
inline constexpr const char* first_third = "first third";
inline constexpr const char* middle_third = "middle third";
inline constexpr const char* last_third = "last third";

/// Works out, for each engine, how fast its memory grows and its latency drifts, with 95 %
/// intervals (harness/stats/trend.h), from the timeline of the judged parts: a table with a column
/// for each engine, and sentences. Memory is the process's RSS without what the harness keeps of
/// the run.
void conclude_soak(harness::result::RunResult& result);

/// "+12.5 MiB/h (+11 to +14)": by the hour where it was seen for long enough; else what it was, in
/// the time that there was.
std::string growth_text(const Course& memory);

}  // namespace scenarios
