// What the command line may change of steps.
#pragma once

#include "harness/scenario/changes.h"

namespace harness::scenario {

/// Of steps, one after the other or in turns: see apply(). Errors: as there.
Expected<void> change_steps(const Changes& changes, std::vector<Step>& steps, bool in_turn);

/// A rate that nothing can offer is an error.
Expected<void> check_rate(const schedule::Rate& rate);

}  // namespace harness::scenario
