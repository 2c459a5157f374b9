// How contents are written down where they leave memory.
#pragma once

#include <cstdint>

namespace engine::documents::codec {

enum class Format : std::uint8_t { json, msgpack };

}  // namespace engine::documents::codec
