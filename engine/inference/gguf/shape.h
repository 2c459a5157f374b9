// The models that Prony writes for itself: how large, and of what form.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace engine::inference::gguf {

/**
 * A transformer in llama's form. The embedding is two more than a multiple of 64: llama.cpp
 * multiplies matrices of other sizes by one kernel for a single token and by another for several,
 * which differ in the last bit, so that a text could go on otherwise in a batch than alone.
 */
struct Shape {
  std::string_view name;
  std::uint32_t embedding = 0;
  std::uint32_t heads = 0;  // of head_size each, which has nothing to do with the embedding
  std::uint32_t forward = 0;
  std::uint32_t layers = 0;

  static constexpr std::uint32_t head_size = 64;
  static constexpr std::uint32_t vocabulary = 258;  // all bytes, a start and an end
  static constexpr std::uint32_t start_token = 256;
  static constexpr std::uint32_t end_token = 257;
  static constexpr std::uint32_t most_tokens = 8192;  // of a text

  std::uint32_t attention() const { return heads * head_size; }
  /// How many numbers it consists of.
  std::uint64_t parameters() const;
};

/// "1m", "4m" and "110m", from small to large.
std::span<const Shape> shapes();
/// Nothing if there is none of that name.
const Shape* find_shape(std::string_view name);

}  // namespace engine::inference::gguf
