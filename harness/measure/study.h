// From slices to figures: what the statistics have to say of a measured step.
#pragma once

#include <span>

#include "harness/measure/measured.h"

namespace harness::measure {

/// Finds each phase's warm-up, cuts it off, and estimates the figures of what remains. A warm-up is
/// looked for where a steady state is to be expected: in a measured phase of one rate.
void study(MeasuredStep& step);

/// Where the warm-up of these slices ends; its length is not filled in. Of an open loop the latency
/// and the cache's hit ratio tell, of a closed one its throughput, too.
WarmUp find_warm_up(std::span<const slice::Slice> slices, bool open_loop);

/// The figures of a phase's slices, with their intervals.
PhaseEstimates estimates_of(std::span<const slice::Slice> slices);

}  // namespace harness::measure
