// How many threads a load is sent from.
#pragma once

#include <vector>

#include "harness/scenario/scenario.h"

namespace harness::measure {

/// The generator's threads, as the load asks for them.
std::size_t threads_of(const scenario::Load& load);

/// An error where there are several and the target takes requests from one thread only.
Expected<void> allow_threads(std::size_t threads, const Target& target);

/// Says so in a step's parameters, where there are several.
void tell_threads(const scenario::Load& load, std::vector<result::Parameter>& parameters);

}  // namespace harness::measure
