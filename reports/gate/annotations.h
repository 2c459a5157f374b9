// A gate in the form that GitHub's runners read from a program's output.
#pragma once

#include <string>

#include "harness/gate/gate_result.h"

namespace reports::gate {

/// Lines such as "::error title=P50 latency regressed::...", the gate's verdict first, then what
/// made it so: at most ten in all, for GitHub shows no more, the last of them says how many are
/// left out. Nothing in a name can end a line or begin a command. To be printed where the
/// environment has GITHUB_ACTIONS=true.
std::string annotations(const harness::gate::GateResult& gate);

}  // namespace reports::gate
