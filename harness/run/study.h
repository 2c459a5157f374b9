// From slices to figures: what the statistics have to say of a measured step.
#pragma once

#include <span>

#include "harness/run/measured.h"

namespace harness::run {

/// Finds each phase's warm-up, cuts it off, and estimates the figures of what remains. A warm-up is
/// looked for where a steady state is to be expected: in a measured phase of one rate.
void study(MeasuredStep& step);

/// The figures of a phase's slices, with their intervals.
PhaseEstimates estimates_of(std::span<const Slice> slices);

}  // namespace harness::run
