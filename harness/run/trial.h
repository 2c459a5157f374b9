// One trial of an ablation.
#pragma once

#include <functional>
#include <optional>
#include <stop_token>

#include "harness/ablation/design.h"
#include "harness/child/orders.h"
#include "harness/result/run_result.h"

namespace harness::run {

struct RunOrder;

/// Measures what the order says, each time on a fresh target.
using MakeTrial = std::function<Expected<result::RunResult>(const child::TrialOrder& order,
                                                            const std::stop_token& stop)>;

/// In a process of its own of this program, whose `child` command holds the target.
Expected<result::RunResult> trial_in_child(const child::TrialOrder& order,
                                           const std::stop_token& stop);

/// What a trial of the configuration is. The run's settings and corpus hold, but for what the
/// configuration itself sets. Length, rate and seed are the caller's.
child::TrialOrder trial_of(const RunOrder& run, const ablation::Configuration& configuration,
                           std::filesystem::path scratch);

}  // namespace harness::run
