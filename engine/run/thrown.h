// Exceptions as errors.
#pragma once

#include "engine/expected.h"

namespace engine::run {

/// What was thrown, as an error that may pass: nothing more is known of it. To be called within a
/// catch block.
Error thrown_error();

}  // namespace engine::run
