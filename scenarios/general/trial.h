// One trial of a general ablation.
#pragma once

#include <string>

#include "harness/scenario/subject.h"

namespace scenarios {

/// The load of all trials of a general ablation: clients that wait for their answers.
inline constexpr const char* trial_clients = "clients";

/// The scenario of one step that a trial is: the subject's own, or a general one. An error: no load
/// has that name.
harness::Expected<harness::scenario::Scenario> trial_scenario(
    const harness::scenario::Subject& subject, const std::string& load,
    const harness::scenario::TrialSize& size);

/// A trial's figure for a metric that is of any subject: a point's column, or a total over its
/// requests, such as io_operations_per_request; nothing where it was not measured.
harness::result::Figure general_trial_figure(const harness::result::RunResult& trial,
                                             std::string_view metric);

/// A total of the point for each request that was worked on; nothing where there was none.
harness::result::Figure over_requests(const harness::result::Figure& total,
                                      const harness::result::Point& point);

/// The point that a trial measured; null if it has none.
const harness::result::Point* measured_point(const harness::result::RunResult& trial);

}  // namespace scenarios
