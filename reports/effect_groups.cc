#include "reports/effect_groups.h"

#include <algorithm>
#include <iterator>

namespace reports {

using harness::result::Effect;

std::vector<Effect> effects_in(const harness::result::RunResult& run, const EffectGroup& group) {
  std::vector<Effect> effects;
  std::copy_if(run.effects.begin(), run.effects.end(), std::back_inserter(effects),
               [&](const Effect& effect) { return effect.against == group.against; });
  return effects;
}

}  // namespace reports
