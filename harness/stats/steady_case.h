// Runs whose start-up, or lack of one, is known: for the tests of steady.h and its table.
#pragma once

#include <string>
#include <vector>

#include "harness/stats/virtual_run.h"

namespace harness::stats {

/// A load, and what find_steady ought to say of it.
struct SteadyCase {
  enum class Truth {
    steady,      // from the start; never cut, never called unsteady
    disturbed,   // by stalls, failures or a step: never cut
    starting_up  // cut
  };

  std::string name;
  Truth truth = Truth::steady;
  VirtualLoad load;
};

std::vector<SteadyCase> steady_loads();
std::vector<SteadyCase> disturbed_loads();
std::vector<SteadyCase> start_ups();

/// The case's run of a seed, in 64 to 127 slices, as a harness would have them.
Steady steady_of(const SteadyCase& known, std::uint64_t seed);

}  // namespace harness::stats
