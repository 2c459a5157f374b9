#include "engine/inference/gguf/format.h"

#include <array>

namespace engine::inference::gguf {

std::optional<Blocks> blocks_of(std::uint32_t tensor_type) {
  // By ggml's numbers of types; empty ones are of types that were given up.
  static constexpr std::array<Blocks, 43> all{{
      {1, 4},    {1, 2},    {32, 18},  {32, 20},   {},         {},         {32, 22},   {32, 24},
      {32, 34},  {32, 36},  {256, 84}, {256, 110}, {256, 144}, {256, 176}, {256, 210}, {256, 292},
      {256, 66}, {256, 74}, {256, 98}, {256, 50},  {32, 18},   {256, 110}, {256, 82},  {256, 136},
      {1, 1},    {1, 2},    {1, 4},    {1, 8},     {1, 8},     {256, 56},  {1, 2},     {},
      {},        {},        {256, 54}, {256, 66},  {},         {},         {},         {32, 17},
      {64, 36},  {128, 18}, {64, 18},
  }};
  if (tensor_type >= all.size() || all[tensor_type].values == 0) return std::nullopt;
  return all[tensor_type];
}

std::uint32_t bytes_of(ValueType type) {
  switch (type) {
    case ValueType::uint8:
    case ValueType::int8:
    case ValueType::boolean:
      return 1;
    case ValueType::uint16:
    case ValueType::int16:
      return 2;
    case ValueType::uint32:
    case ValueType::int32:
    case ValueType::float32:
      return 4;
    case ValueType::uint64:
    case ValueType::int64:
    case ValueType::float64:
      return 8;
    case ValueType::text:
    case ValueType::array:
      break;
  }
  return 0;
}

}  // namespace engine::inference::gguf
