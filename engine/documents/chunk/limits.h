// How long chunks are.
#pragma once

#include <cstdint>

#include "engine/option_info.h"

namespace engine::documents::chunk {

struct Limits {
  std::uint32_t bytes = 2'000;  // a chunk is at most this long; at least 4, one character's bytes
  std::uint32_t overlap = 200;  // at most this much of the one before is repeated; < bytes
};

/// chunk.size and chunk.overlap.
OptionTable<Limits> rows();

/// Errors: invalid_option, of an overlap as long as the chunk.
Expected<void> check(const Limits& limits);

}  // namespace engine::documents::chunk
