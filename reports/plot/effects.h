// An ablation's plots: claims beside measurements, and the ladder.
#pragma once

#include <optional>

#include "reports/effect_groups.h"
#include "reports/plot/sheet.h"

namespace reports::plot {

/// What is claimed and what was measured, a row for each optimisation and metric of a group.
std::optional<Plot> claims_and_effects(const RunResult& run, const EffectGroup& group,
                                       const std::string& name);

/// Throughput and P99 from v1 to v2, a row for each optimisation that is added.
std::optional<Plot> ladder(const RunResult& run);

}  // namespace reports::plot
