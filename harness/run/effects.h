// What the trials of an ablation come to, as rows of the result files.
#pragma once

#include <vector>

#include "harness/ablation/rounds.h"
#include "harness/result/run_result.h"

namespace harness::run {

/// A row for each comparison and metric, in the design's order; comparisons without a single
/// complete round are left out.
std::vector<result::Effect> effects_of(const ablation::Design& design,
                                       const ablation::Rounds& rounds);

/// Do comparisons of like with like find nothing? Warns where more of their intervals exclude 0
/// than chance explains (one in twenty; 2.5 % of the time it warns of nothing).
result::Check check_controls(const std::vector<result::Effect>& effects);

}  // namespace harness::run
