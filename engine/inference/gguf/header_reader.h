// Reads the fields of a GGUF header, none of them beyond the file's end.
#pragma once

#include <concepts>
#include <cstdint>
#include <istream>
#include <string>

#include "engine/expected.h"

namespace engine::inference::gguf {

/// After a field that could not be read every other one is empty, and failed() says so.
class HeaderReader {
 public:
  HeaderReader(std::istream& input, std::uint64_t bytes) : input_(input), bytes_(bytes) {}

  template <class Number>
  requires std::integral<Number> || std::floating_point<Number> Number number() {
    Number value{};
    read(reinterpret_cast<char*>(&value), sizeof value);
    return value;
  }
  /// A text with its length before it. One that is longer than `most` fails.
  std::string text(std::uint64_t most);
  /// Passes over so many bytes.
  void skip(std::uint64_t bytes);

  std::uint64_t at() const { return at_; }
  std::uint64_t left() const { return bytes_ - at_; }
  bool failed() const { return failed_; }

 private:
  void read(char* to, std::uint64_t bytes);

  std::istream& input_;
  const std::uint64_t bytes_;
  std::uint64_t at_ = 0;
  bool failed_ = false;
};

}  // namespace engine::inference::gguf
