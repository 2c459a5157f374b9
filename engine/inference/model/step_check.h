// What every context asks of a step before it makes it.
#pragma once

#include <cstddef>
#include <span>

#include "engine/expected.h"
#include "engine/inference/model/model.h"

namespace engine::inference {

/// Errors: invalid_option (no parts, two of one sequence, one without tokens, or more tokens than a
/// step takes), too_large (a text would be longer than it may). `held` is how many tokens each
/// sequence has.
Expected<void> check_step(std::span<const StepPart> parts, const ContextSize& size,
                          std::span<const std::size_t> held);

}  // namespace engine::inference
