// How many times as large one figure is as another.
#pragma once

#include "harness/stats/estimate.h"

namespace harness::stats {

/// `one` over `other`, each estimated from samples of its own, with an interval from theirs: MOVER
/// for a ratio, on logarithms (Zou and Donner 2008; Donner and Zou 2012, "Closed-form confidence
/// intervals for functions of the normal mean and standard deviation"), so that asymmetric
/// intervals keep their shape. As sure as the two intervals are. No interval where either has none
/// or reaches down to 0. Precondition: other.value is not 0.
Estimate quotient(const Estimate& one, const Estimate& other);

}  // namespace harness::stats
