// What an ablation's effects are measured against: the parts of its table and its plots.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "harness/result/run_result.h"

namespace reports {

/// Effects that belong together, by their `against`.
struct EffectGroup {
  const char* against;
  const char* heading;
};

/// In the order in which a reader wants them.
inline constexpr std::array effect_groups{
    EffectGroup{"v2 over v1", "All of v2 over v1"},
    EffectGroup{"v1", "v1, and each optimisation added to it alone"},
    EffectGroup{"v2", "v2, and each taken from it alone: what having it is worth"},
    EffectGroup{"ladder", "The ladder: one after the other on top of v1, compared with v1"}};

/// The group's effects, in the run's order.
std::vector<harness::result::Effect> effects_in(const harness::result::RunResult& run,
                                                const EffectGroup& group);

}  // namespace reports
