#include "engine/documents/parsed/utf8.h"

#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace engine::documents::parsed {
namespace {

// Past the ASCII bytes from `at`, by blocks; the last few before another byte may be left over.
const unsigned char* skip_ascii(const unsigned char* at, const unsigned char* end) {
#if defined(__SSE2__)
  while (end - at >= 64) {
    const auto* blocks = reinterpret_cast<const __m128i*>(at);
    const __m128i low = _mm_or_si128(_mm_loadu_si128(blocks), _mm_loadu_si128(blocks + 1));
    const __m128i high = _mm_or_si128(_mm_loadu_si128(blocks + 2), _mm_loadu_si128(blocks + 3));
    if (_mm_movemask_epi8(_mm_or_si128(low, high)) != 0) break;
    at += 64;
  }
#endif
  std::uint64_t word = 0;
  while (end - at >= 8) {
    std::memcpy(&word, at, 8);
    if ((word & 0x8080808080808080ULL) != 0) break;
    at += 8;
  }
  return at;
}

constexpr bool is_continuation(unsigned char c) {
  return (c & 0xC0) == 0x80;
}

// The length of the valid character at `at`, whose first byte is not ASCII; 0 if it is invalid.
std::size_t character_length(const unsigned char* at, std::ptrdiff_t left) {
  const unsigned char first = at[0];
  if (first < 0xC2 || left < 2 || !is_continuation(at[1])) return 0;
  if (first < 0xE0) return 2;
  if (left < 3 || !is_continuation(at[2])) return 0;
  if (first < 0xF0) {
    const bool overlong = first == 0xE0 && at[1] < 0xA0;
    const bool surrogate = first == 0xED && at[1] > 0x9F;
    return overlong || surrogate ? 0 : 3;
  }
  if (first > 0xF4 || left < 4 || !is_continuation(at[3])) return 0;
  const bool overlong = first == 0xF0 && at[1] < 0x90;
  const bool too_high = first == 0xF4 && at[1] > 0x8F;
  return overlong || too_high ? 0 : 4;
}

}  // namespace

std::size_t valid_utf8_prefix(std::string_view bytes) {
  const auto* const begin = reinterpret_cast<const unsigned char*>(bytes.data());
  const auto* const end = begin + bytes.size();
  const auto* at = begin;
  while (at < end) {
    if (*at < 0x80) {
      at = skip_ascii(at, end);
      while (at < end && *at < 0x80) ++at;
      continue;
    }
    do {  // text in another script stays there for a while
      const std::size_t length = character_length(at, end - at);
      if (length == 0) return static_cast<std::size_t>(at - begin);
      at += length;
    } while (at < end && *at >= 0x80);
  }
  return bytes.size();
}

std::size_t encode_utf8(char32_t character, char (&out)[4]) {
  const auto tail = [character](int shift) {
    return static_cast<char>(0x80 | ((character >> shift) & 0x3F));
  };
  if (character < 0x80) {
    out[0] = static_cast<char>(character);
    return 1;
  }
  if (character < 0x800) {
    out[0] = static_cast<char>(0xC0 | (character >> 6));
    out[1] = tail(0);
    return 2;
  }
  if (character < 0x10000) {
    out[0] = static_cast<char>(0xE0 | (character >> 12));
    out[1] = tail(6);
    out[2] = tail(0);
    return 3;
  }
  out[0] = static_cast<char>(0xF0 | (character >> 18));
  out[1] = tail(12);
  out[2] = tail(6);
  out[3] = tail(0);
  return 4;
}

}  // namespace engine::documents::parsed
