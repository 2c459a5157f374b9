#include "engine/inference/gguf/shape.h"

#include <algorithm>
#include <array>

namespace engine::inference::gguf {

std::uint64_t Shape::parameters() const {
  const std::uint64_t wide = embedding;
  const std::uint64_t layer = 4 * wide * attention() + 3 * wide * forward + 2 * wide;
  return layers * layer + 2 * wide * vocabulary + wide;
}

std::span<const Shape> shapes() {
  static constexpr std::array all{
      Shape{"1m", 256, 2, 448, 2},
      Shape{"4m", 512, 4, 1024, 2},
      Shape{"110m", 1024, 8, 2880, 10},
  };
  return all;
}

const Shape* find_shape(std::string_view name) {
  const auto found = std::find_if(shapes().begin(), shapes().end(),
                                  [&](const Shape& shape) { return shape.name == name; });
  return found == shapes().end() ? nullptr : &*found;
}

}  // namespace engine::inference::gguf
