// What the ablation of source 004's proposals says in sentences.
#include <fmt/format.h>

#include "reports/words/effect_format.h"
#include "scenarios/inference/findings.h"

namespace scenarios::inference {

void conclude_priorities(harness::result::RunResult& result) {
  for (const harness::result::Effect& effect : result.effects) {
    if (!effect.claimed || !effect.measured) continue;
    result.findings.push_back(fmt::format(
        "{}, on {}: {} {}, projected {}: {}.", effect.optimisation, effect.against,
        reports::words::metric_name(effect.metric), reports::words::effect(effect.measured, effect),
        reports::words::effect(effect.claimed, effect), effect.verdict));
  }
}

}  // namespace scenarios::inference
