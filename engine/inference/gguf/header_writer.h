// Writes the fields of a GGUF header.
#pragma once

#include <bit>
#include <concepts>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/inference/gguf/format.h"

namespace engine::inference::gguf {

static_assert(std::endian::native == std::endian::little, "GGUF is little-endian");

/// Appends to a string; entries are counted by whoever writes them.
class HeaderWriter {
 public:
  template <class Number>
  requires std::integral<Number> || std::floating_point<Number>
  void number(Number value) { bytes_.append(reinterpret_cast<const char*>(&value), sizeof value); }
  void text(std::string_view value);
  void key(std::string_view name, ValueType type);

  void entry(std::string_view name, std::string_view value);
  void entry(std::string_view name, std::uint32_t value);
  void entry(std::string_view name, float value);
  /// Not for what merely turns into a bool, as a text does.
  void entry(std::string_view name, std::same_as<bool> auto value) {
    key(name, ValueType::boolean);
    number(static_cast<std::uint8_t>(value));
  }
  void entry(std::string_view name, std::span<const std::string> values);
  void entry(std::string_view name, std::span<const std::int32_t> values);

  void pad();
  std::uint64_t entries() const { return entries_; }
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
  std::uint64_t entries_ = 0;
};

}  // namespace engine::inference::gguf
