// One step of a scenario, measured.
#pragma once

#include <stop_token>
#include <vector>

#include "harness/measure/measured.h"
#include "harness/measure/step_order.h"

namespace harness::measure {

/// Makes the target, drives the step's load against it and takes the target down. An error means
/// that nothing could be measured (the target can't be made).
Expected<MeasuredStep> measure(Clock& clock, const StepOrder& order, const std::stop_token& stop);

/// Measures several steps of passes, taking turns: a pass of each, another of each, until all
/// have had enough, so that what changes on the machine meanwhile meets all of them alike. Of a run
/// that is cut short only those that had begun. Precondition: each load is closed, of passes.
Expected<std::vector<MeasuredStep>> measure_in_turn(Clock& clock,
                                                    const std::vector<StepOrder>& orders,
                                                    const std::stop_token& stop);

}  // namespace harness::measure
