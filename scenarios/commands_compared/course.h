// Two commands by turns, until it is known which is faster.
#pragma once

#include <cstdint>
#include <stop_token>
#include <string>
#include <tl/expected.hpp>

#include "harness/run/progress.h"
#include "scenarios/commands_compared/comparison.h"

namespace scenarios::compared {

/// Why there is no comparison.
struct Trouble {
  enum class What : std::uint8_t { could_not_run, failed, too_slow, stopped };

  What what = What::could_not_run;
  std::string message;  // one line
};

/// Runs both, one at a time, so often in each pair that it takes 100 ms or 25 runs of each, in an
/// order drawn for each two runs; pair by pair until the answer is known, the budget or the runs
/// are used up, or a stop is requested. Their stdout goes to /dev/null. A command that fails ends
/// it, unless that is to be ignored. `tell` may be null.
tl::expected<Comparison, Trouble> run_course(const Order& order, const harness::run::Tell& tell,
                                             const std::stop_token& stop);

}  // namespace scenarios::compared
