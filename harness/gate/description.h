// A decision with its figures.
#pragma once

#include <span>

#include "harness/gate/decision.h"
#include "harness/gate/verdict.h"

namespace harness::gate {

/// Estimate, interval, what could have been seen, and the sentence, from the pairs that the
/// decision rests on. What could have been seen is worked out for the level that the last look
/// allows the smallest of all p-values, as for Student's test of normal differences, whose standard
/// error the interval implies: a guide (calibration_test.cc finds what it promises in 70 to 92 of
/// 100 gates), not a promise. Preconditions: those of decide(), and at least as many pairs as it
/// looked at.
Verdict describe(const Plan& plan, std::span<const Pair> pairs, const Decisions& decisions,
                 const Decision& decision);

}  // namespace harness::gate
