// Settings that a scenario's own target takes for itself before the engine sees the others.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/expected.h"
#include "harness/scenario/scenario.h"

namespace scenarios {

/// Takes all settings of that name out; the last one's value, or nothing.
std::optional<std::string> take_setting(std::vector<harness::scenario::Setting>& settings,
                                        std::string_view name);

/// The same as a whole number; `otherwise` where there is none. An error says what is wrong.
harness::Expected<std::uint64_t> take_number(std::vector<harness::scenario::Setting>& settings,
                                             std::string_view name, std::uint64_t otherwise);

}  // namespace scenarios
