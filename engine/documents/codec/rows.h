// The format as an option.
#pragma once

#include "engine/documents/codec/format.h"
#include "engine/option_info.h"

namespace engine::documents::codec {

/// codec.
OptionTable<Format> rows();

}  // namespace engine::documents::codec
