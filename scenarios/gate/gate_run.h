// A gate between two programs, run.
#pragma once

#include <stop_token>

#include "harness/expected.h"
#include "harness/gate/gate_result.h"
#include "harness/run/progress.h"
#include "scenarios/gate/gate_order.h"

namespace scenarios {

/// Looks at both programs, finds how long their turns have to be, measures pairs until the verdict
/// is known, and has fresh pairs confirm what regressed. What a program does wrong makes the gate
/// invalid, and says so in its verdict. An error: nothing could be begun (a name of a metric that
/// there isn't, no room for temporary files).
harness::Expected<harness::gate::GateResult> run_gate(harness::Clock& clock, const GateOrder& order,
                                                      const harness::run::Tell& tell,
                                                      const std::stop_token& stop);

}  // namespace scenarios
