// One trial of an ablation.
#pragma once

#include <stop_token>

#include "harness/ablation/design.h"
#include "harness/run/runner.h"

namespace harness::run {

/// What one trial is to be.
struct TrialOrder {
  const ablation::Configuration& configuration;
  std::optional<double> rate_per_s;  // of an open load
  Duration length{};
  std::uint64_t seed = 0;
  std::filesystem::path folder;  // for its files; removed afterwards
};

/// Measures the configuration in a process of its own and reads what it left. The run's settings
/// and corpus hold, but for what the configuration itself sets.
Expected<result::RunResult> make_trial(const RunOrder& run, const TrialOrder& trial,
                                       const std::stop_token& stop);

}  // namespace harness::run
