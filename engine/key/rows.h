// The hash as an option.
#pragma once

#include "engine/key/key.h"
#include "engine/option_info.h"

namespace engine::key {

/// key.hash.
OptionTable<Hash> rows();

}  // namespace engine::key
