// The format as an option.
#pragma once

#include "engine/codec/format.h"
#include "engine/option_info.h"

namespace engine::codec {

/// codec.
OptionTable<Format> rows();

}  // namespace engine::codec
