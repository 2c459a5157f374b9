// Is it text at all? Asked of bytes that come piece by piece.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "engine/expected.h"

namespace engine::documents::parsed {

/// What `validate` says of a document's bytes, found out piece by piece, errors and all.
class Validation {
 public:
  void add(std::string_view piece);

  /// Of all that was added. The errors are those of `validate`, offsets included.
  Expected<void> verdict() const;

  /// No zero byte and no invalid character so far.
  bool is_sound_so_far() const { return zero_ == nowhere && invalid_ == nowhere; }

 private:
  static constexpr std::uint64_t nowhere = ~std::uint64_t{0};

  void check_characters(std::string_view piece);

  std::uint64_t size_ = 0;
  std::uint64_t controls_ = 0;
  std::uint64_t zero_ = nowhere;     // where the first zero byte is
  std::uint64_t invalid_ = nowhere;  // where the first byte is that is no UTF-8
  std::array<char, 3> head_{};       // the first bytes: perhaps a byte-order mark
  std::array<char, 4> open_{};       // a character that goes on in the next piece
  std::size_t open_size_ = 0;
};

/// Is this text at all? Errors: empty, binary (NUL bytes or many control characters),
/// invalid_utf8 (with the offset). A UTF-8 byte-order mark is fine.
Expected<void> validate(std::string_view bytes);

}  // namespace engine::documents::parsed
