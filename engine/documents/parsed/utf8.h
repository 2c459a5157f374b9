// UTF-8, checked.
#pragma once

#include <cstddef>
#include <string_view>

namespace engine::documents::parsed {

/// How many bytes from the beginning are valid UTF-8: bytes.size() if all of them are. By Unicode's
/// table 3-7: no overlong forms, no surrogates, nothing above U+10FFFF.
std::size_t valid_utf8_prefix(std::string_view bytes);

/// Appends the character. Precondition: a Unicode scalar value.
/// Returns how many of the four bytes were written.
std::size_t encode_utf8(char32_t character, char (&out)[4]);

}  // namespace engine::documents::parsed
