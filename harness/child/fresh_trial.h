// One trial of an ablation, in a process of its own.
#pragma once

#include <stop_token>

#include "harness/child/orders.h"
#include "harness/child/process.h"
#include "harness/expected.h"
#include "harness/result/run_result.h"

namespace harness::child {

/// Makes the scratch folder, starts the program, has it make the trial, ends it and removes the
/// folder again. What is left of one trial (memory, threads, files) meets no other. Errors: the
/// child's; it took some minutes longer than the trial is to last; a stop request.
Expected<result::RunResult> fresh_trial(const Program& program, const TrialOrder& order,
                                        const std::stop_token& stop);

}  // namespace harness::child
