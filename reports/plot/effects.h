// An ablation's plots: claims beside measurements, and the ladder.
#pragma once

#include <optional>

#include "reports/sheet/sheet.h"
#include "reports/words/effect_groups.h"

namespace reports::plot {

using harness::result::RunResult;

/// What is claimed and what was measured, a row for each optimisation and metric of a group.
std::optional<sheet::Plot> claims_and_effects(const RunResult& run, const words::EffectGroup& group,
                                              const std::string& name);

/// Throughput and P99 from v1 to v2, a row for each optimisation that is added.
std::optional<sheet::Plot> ladder(const RunResult& run);

}  // namespace reports::plot
