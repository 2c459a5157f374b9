// What an ablation's effects are measured against: the parts of its table and its plots.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "harness/result/run_result.h"

namespace reports::words {

/// Effects that belong together, by their `against`.
struct EffectGroup {
  std::string against;
  std::string heading;
};

/// The groups of a run whose effects are measured against two systems, such as v1 and v2.
struct EffectGroups {
  EffectGroup together;  // the one over the other: "v2 over v1"
  EffectGroup added;     // to the first alone
  EffectGroup taken;     // from the second alone
  EffectGroup ladder;    // one after the other on top of the first

  /// In the order in which a reader wants them.
  std::array<EffectGroup, 4> all() const { return {together, added, taken, ladder}; }
};

/// Those of the run; where it names no system, of v1 and v2.
EffectGroups effect_groups(const harness::result::RunResult& run);

/// The group's effects, in the run's order.
std::vector<harness::result::Effect> effects_in(const harness::result::RunResult& run,
                                                const EffectGroup& group);

}  // namespace reports::words
