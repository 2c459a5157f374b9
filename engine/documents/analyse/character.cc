#include "engine/documents/analyse/character.h"

#include <utf8proc.h>

#include <cstring>

namespace engine::documents::analyse {
namespace {

using Kind = Character::Kind;

struct Range {
  std::int32_t first, last;
};

// Scripts that put no spaces between words.
constexpr Range unspaced[] = {
    {0x0E00, 0x0E7F},    // Thai
    {0x0E80, 0x0EFF},    // Lao
    {0x1000, 0x109F},    // Myanmar
    {0x1780, 0x17FF},    // Khmer
    {0x3005, 0x3007},    // ideographic iteration mark, closing mark and zero
    {0x3041, 0x30FF},    // Hiragana, Katakana
    {0x31F0, 0x31FF},    // Katakana extensions
    {0x3400, 0x4DBF},    // Han, extension A
    {0x4E00, 0x9FFF},    // Han
    {0xF900, 0xFAFF},    // Han, compatibility
    {0xFF66, 0xFF9F},    // half-width Katakana
    {0x20000, 0x3FFFF},  // Han, later extensions
};

constexpr std::int32_t zero_width_space = 0x200B;  // a format character that does part words

bool is_unspaced(std::int32_t code_point) {
  for (const Range& range : unspaced) {
    if (code_point <= range.last) return code_point >= range.first;
  }
  return false;
}

Kind kind_of(std::int32_t code_point) {
  switch (utf8proc_category(code_point)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_NL:
      return is_unspaced(code_point) ? Kind::alone : Kind::word;
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NO:
      return Kind::word;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
      return Kind::mark;
    case UTF8PROC_CATEGORY_CF:
      return code_point == zero_width_space ? Kind::separator : Kind::joiner;
    default:
      return Kind::separator;
  }
}

utf8proc_uint8_t* bytes_of(char* text) {
  return reinterpret_cast<utf8proc_uint8_t*>(text);
}

const utf8proc_uint8_t* bytes_of(const char* text) {
  return reinterpret_cast<const utf8proc_uint8_t*>(text);
}

}  // namespace

Character Characters::classify(std::int32_t code_point) {
  Character character;
  character.kind = kind_of(code_point);
  if (character.kind == Kind::separator || character.kind == Kind::joiner) return character;
  std::array<utf8proc_int32_t, 4> folded{};
  int boundary = 0;
  auto count = utf8proc_decompose_char(code_point, folded.data(), folded.size(), UTF8PROC_CASEFOLD,
                                       &boundary);
  if (count < 1 || count > 3) {
    folded[0] = code_point;
    count = 1;
  }
  std::size_t length = 0;
  for (int i = 0; i < count; ++i) {
    length += static_cast<std::size_t>(utf8proc_encode_char(
        folded[static_cast<std::size_t>(i)], bytes_of(character.fold.data() + length)));
  }
  character.fold_length = static_cast<std::uint8_t>(length);
  return character;
}

Characters::Characters() {
  for (std::int32_t c = 0; c < known; ++c) table_[static_cast<std::size_t>(c)] = classify(c);
}

Decoded Characters::decode(std::string_view text) {
  utf8proc_int32_t code_point = 0;
  const auto length = utf8proc_iterate(bytes_of(text.data()),
                                       static_cast<utf8proc_ssize_t>(text.size()), &code_point);
  if (length <= 0) {
    other_ = Character{};
    return {&other_, 1};
  }
  const auto size = static_cast<std::size_t>(length);
  if (code_point < known) return {&table_[static_cast<std::size_t>(code_point)], size};
  other_ = classify(code_point);
  return {&other_, size};
}

std::size_t compose(char* text, std::size_t length) {
  std::array<utf8proc_int32_t, 256> buffer{};
  const auto options = static_cast<utf8proc_option_t>(UTF8PROC_COMPOSE | UTF8PROC_STABLE);
  // Room for one more: utf8proc_reencode ends its result with a zero byte.
  const auto room = static_cast<utf8proc_ssize_t>(buffer.size() - 1);
  const auto count = utf8proc_decompose(bytes_of(text), static_cast<utf8proc_ssize_t>(length),
                                        buffer.data(), room, options);
  if (count <= 0 || count > room) return length;
  const auto composed = utf8proc_reencode(buffer.data(), count, options);
  if (composed <= 0 || static_cast<std::size_t>(composed) > length) return length;
  std::memcpy(text, buffer.data(), static_cast<std::size_t>(composed));
  return static_cast<std::size_t>(composed);
}

}  // namespace engine::documents::analyse
