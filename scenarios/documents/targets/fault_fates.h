// What became of documents that met faults.
#pragma once

#include <array>
#include <string_view>

#include "scenarios/documents/targets/engine_target.h"

namespace scenarios {

/// undisturbed: ok at the first attempt. recovered: ok at a later one. failed: with a reason, and
/// not as poison. set_aside: failed as poison, or refused as it had been set aside before.
enum class FaultFate : std::uint8_t { undisturbed, recovered, failed, set_aside };
inline constexpr std::array<std::string_view, 4> fault_fates{"undisturbed", "recovered", "failed",
                                                             "set aside"};

/// Each document as one of the class of its fate.
Telling by_fate();

}  // namespace scenarios
