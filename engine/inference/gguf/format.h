// The numbers of the GGUF format, version 3.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace engine::inference::gguf {

constexpr std::string_view magic = "GGUF";
constexpr std::uint32_t format_version = 3;
constexpr std::uint64_t usual_alignment = 32;

/// What an entry of the header holds, as it is numbered in files.
enum class ValueType : std::uint32_t {
  uint8,
  int8,
  uint16,
  int16,
  uint32,
  int32,
  float32,
  boolean,
  text,
  array,
  uint64,
  int64,
  float64,  // stays the last
};

constexpr std::uint32_t tensor_float32 = 0;

/// How numbers of a tensor's type are stored: in blocks of so many, of so many bytes each.
struct Blocks {
  std::uint32_t values = 0, bytes = 0;
};
/// Nothing for a type that llama.cpp does not know (any more).
std::optional<Blocks> blocks_of(std::uint32_t tensor_type);

/// Bytes of a value; 0 for texts and arrays. Precondition: a type of the list.
std::uint32_t bytes_of(ValueType type);

/// The next multiple. Preconditions: a power of two, and the result fits.
constexpr std::uint64_t padded(std::uint64_t bytes, std::uint64_t alignment) {
  return (bytes + alignment - 1) & ~(alignment - 1);
}

}  // namespace engine::inference::gguf
