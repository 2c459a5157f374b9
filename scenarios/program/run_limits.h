// What a run is held to, and what its percentages are of, as they were typed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/expected.h"
#include "harness/scenario/scenario.h"

namespace scenarios {

/// The parts of a list; one at least, which may be empty.
std::vector<std::string_view> between_commas(std::string_view list);

/// "p99<=50ms,errors<=0.1%", in place of the scenario's own limits; an empty text asks for those.
/// The scenario's limit on what is shed stays unless another is named: who refuses enough holds
/// every other limit. Errors: as Objective::parse's.
harness::Expected<std::vector<harness::scenario::Limit>> read_limits(
    const std::string& text, const harness::scenario::Scenario& scenario);

/// "500/s", or the folder of a run that searched for the highest rate; nothing for an empty text.
/// Errors: what is neither; a run that is invalid, was cut short or found no rate.
harness::Expected<std::optional<double>> read_capacity(const std::string& text);

}  // namespace scenarios
