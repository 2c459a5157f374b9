// A part of an ablation.
#pragma once

#include <span>
#include <string>

#include "harness/ablation/design.h"
#include "harness/expected.h"

namespace harness::ablation {

/// Leaves the comparisons whose optimisation or switch has one of these texts in its name, in
/// upper or lower case, and the controls of the loads that they are measured under (all controls
/// where those loads have none). Error: a text that is in no name, with the nearest name, switch or
/// word of them, or all the names that there are.
Expected<void> keep_only(Design& design, std::span<const std::string> texts);

}  // namespace harness::ablation
