// What a character is to the tokeniser.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace engine::documents::analyse {

/// A character's part in words, and its case-folded form.
struct Character {
  enum class Kind : std::uint8_t {
    separator,
    word,    // letters and digits
    mark,    // combining: goes on with a word, never starts one
    joiner,  // invisible (soft hyphen, zero-width joiner): inside a word it counts for nothing
    alone,   // a word of its own: scripts written without spaces (Han, kana, Thai, ...)
  };
  Kind kind = Kind::separator;
  std::uint8_t fold_length = 0;
  std::array<char, 14> fold{};  // UTF-8; full case folding gives at most three code points

  std::string_view folded() const { return {fold.data(), fold_length}; }
};

/// The character that `text` begins with, and its length in bytes. Bytes that are not UTF-8 are
/// separators of length 1. Precondition: text is not empty.
struct Decoded {
  const Character* character;
  std::size_t length;
};

/// Knows all characters; those below U+0800 by heart.
class Characters {
 public:
  Characters();

  /// The answer lasts until the next call.
  Decoded decode(std::string_view text);

  static Character classify(std::int32_t code_point);

 private:
  static constexpr std::int32_t known = 0x800;
  std::array<Character, known> table_;
  Character other_;
};

/// NFC in place: composes base letters with the marks after them. Returns the new length, which is
/// at most `length`; whatever can't be composed stays.
std::size_t compose(char* text, std::size_t length);

}  // namespace engine::documents::analyse
