// The document engine as a target of the harness.
#pragma once

#include "engine/options.h"
#include "harness/run/scenario.h"

namespace scenarios {

/// Makes the engine that the order asks for, with a database in its scratch folder, over its
/// corpus. Besides what the engine's options take, cache.capacity may be a share of the corpus's
/// bytes ("25%"), which leaves a preset's unbounded cache as it is, and cache.redis may be `own`: a
/// server that is started for this target and ends with it.
harness::Expected<harness::run::Prepared> make_engine_target(
    const harness::run::TargetOrder& order);

/// The value of cache.redis that asks for a server of the target's own. No engine knows it.
inline constexpr std::string_view own_redis = "own";

/// The options that a preset ("v1", "v2") and settings come to. Errors name the nearest right
/// spelling. `corpus_bytes`: what a share is a share of.
harness::Expected<engine::Options> engine_options(
    const std::string& preset, const std::vector<harness::run::Setting>& settings,
    std::uint64_t corpus_bytes);

}  // namespace scenarios
