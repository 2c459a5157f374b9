// What kind of ASCII character a byte is, in no locale.
#pragma once

namespace engine::documents::parsed {

constexpr char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
constexpr bool is_letter(char c) {
  return lower(c) >= 'a' && lower(c) <= 'z';
}
/// White space, or another control character.
constexpr bool is_blank(char c) {
  return static_cast<unsigned char>(c) <= ' ';
}

}  // namespace engine::documents::parsed
