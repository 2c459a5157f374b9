// The candidate by itself, held to objectives.
#pragma once

#include <span>

#include "harness/gate/pair.h"
#include "harness/objective/objective.h"

namespace scenarios {

/// The candidate's figures as one measured point. A figure is the geometric mean of the pairs'
/// figures, with Student's interval over their logarithms: each pair is a process of its own, and
/// so independent. Nothing below six pairs has an interval.
harness::result::RunResult candidate_point(std::span<const harness::gate::Pair> pairs);

/// Met, missed or can't tell, by the interval: an objective whose limit lies within it can't be
/// told. Figures that a gate does not measure (shed, recovery, growth) can't be told either.
harness::result::ObjectiveResult check_candidate(const harness::objective::Objective& objective,
                                                 std::span<const harness::gate::Pair> pairs);

}  // namespace scenarios
