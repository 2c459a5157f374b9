#include "engine/documents/pdf/text.h"

#include <array>

#include "engine/documents/parsed/utf8.h"

namespace engine::documents::pdf {
namespace {

constexpr char32_t replacement = 0xFFFD;
constexpr char32_t first_ligature = 0xFB00;
constexpr std::array<std::string_view, 7> ligatures{"ff", "fi", "fl", "ffi", "ffl", "st", "st"};

constexpr bool is_high_surrogate(char16_t unit) {
  return unit >= 0xD800 && unit < 0xDC00;
}

constexpr bool is_low_surrogate(char16_t unit) {
  return unit >= 0xDC00 && unit < 0xE000;
}

constexpr bool is_break(char32_t character) {
  return character == '\r' || character == '\f' || character == '\v' || character == 0x2028 ||
         character == 0x2029;
}

constexpr bool is_left_out(char32_t character) {
  return character < ' ' || (character >= 0x7F && character < 0xA0) || character == 0xAD ||
         character == 0xFEFF;
}

/// The first character of `rest`, which is left with what follows.
char32_t take_character(std::u16string_view& rest) {
  const char16_t first = rest[0];
  rest.remove_prefix(1);
  if (!is_high_surrogate(first)) return is_low_surrogate(first) ? replacement : char32_t{first};
  if (rest.empty() || !is_low_surrogate(rest[0])) return replacement;
  const char32_t low = rest[0];
  rest.remove_prefix(1);
  return 0x10000 + ((char32_t{first} - 0xD800) << 10) + (low - 0xDC00);
}

void append(std::string& text, char32_t character) {
  if (is_break(character)) {
    text += '\n';
  } else if (character >= first_ligature && character < first_ligature + ligatures.size()) {
    text += ligatures[character - first_ligature];
  } else if (!is_left_out(character)) {
    char bytes[4];
    text.append(bytes, parsed::encode_utf8(character, bytes));
  }
}

void trim(std::string& text) {
  constexpr std::string_view blank = " \t\n";
  text.resize(text.find_last_not_of(blank) + 1);
  text.erase(0, text.find_first_not_of(blank));
}

}  // namespace

std::string to_text(std::u16string_view words) {
  std::string text;
  text.reserve(words.size() + words.size() / 8);
  while (!words.empty()) {
    const char16_t unit = words[0];
    if ((unit >= ' ' && unit < 0x7F) || unit == '\n' || unit == '\t') {
      text += static_cast<char>(unit);
      words.remove_prefix(1);
    } else {
      append(text, take_character(words));
    }
  }
  trim(text);
  return text;
}

}  // namespace engine::documents::pdf
