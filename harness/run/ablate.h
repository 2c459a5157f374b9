// An ablation as a run: trials in processes of their own, and the effects that they come to.
#pragma once

#include <stop_token>

#include "harness/run/progress.h"
#include "harness/run/run_log.h"

namespace harness::run {

/// Makes the rounds of the form's ablation until every effect is known well enough, the time is up
/// or a stop is requested, and leaves the effects, and a check of the controls, in the log. A trial
/// that can't be made is told as a warning; failing twice, it takes its comparisons with it.
/// Precondition: the form has an ablation. Errors: nothing could be measured at all.
Expected<void> ablate(Clock& clock, const RunOrder& order, RunLog& log, const Tell& tell,
                      const std::stop_token& stop);

}  // namespace harness::run
