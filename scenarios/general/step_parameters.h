// What a run's files say that a step's target was made with.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "harness/result/run_result.h"
#include "harness/scenario/scenario.h"

namespace scenarios {

/// The run's parameter of that name; empty if there is none.
std::string parameter(const harness::result::RunResult& run, std::string_view name);

/// In which parameters the step differs from the run's first one.
std::vector<harness::scenario::Setting> differences(const harness::result::RunResult& run,
                                                    const std::string& step);

/// The step's own parameter: where it does not differ, the run's.
std::string parameter_of_step(const harness::result::RunResult& run, const std::string& step,
                              std::string_view name);

}  // namespace scenarios
