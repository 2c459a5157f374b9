// Which bytes of a text belong to words, 64 at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace engine::documents::analyse {

/// One bit for each of 64 bytes, the first byte's lowest.
struct ByteBits {
  std::uint64_t word = 0;  // ASCII letters and digits
  std::uint64_t high = 0;  // not ASCII
};

#ifdef __SSE2__

inline ByteBits classify(const char* bytes) {
  // x in [low, low + span] as a signed comparison: shifted so that low becomes the least value.
  const auto in_range = [](__m128i x, char low, char span) {
    const __m128i shifted = _mm_sub_epi8(x, _mm_set1_epi8(static_cast<char>(low + 128)));
    return _mm_cmplt_epi8(shifted, _mm_set1_epi8(static_cast<char>(span - 127)));
  };
  ByteBits bits;
  for (int i = 0; i < 4; ++i) {
    const __m128i x = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + 16 * i));
    const __m128i letter = in_range(_mm_or_si128(x, _mm_set1_epi8(0x20)), 'a', 25);
    const __m128i digit = in_range(x, '0', 9);
    const auto word = static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_or_si128(letter, digit)));
    const auto high = static_cast<std::uint32_t>(_mm_movemask_epi8(x));
    bits.word |= std::uint64_t{word} << (16 * i);
    bits.high |= std::uint64_t{high} << (16 * i);
  }
  return bits;
}

#else

inline ByteBits classify(const char* bytes) {
  ByteBits bits;
  for (int i = 0; i < 64; ++i) {
    const auto c = static_cast<unsigned char>(bytes[i]);
    const unsigned letter = (c | 0x20U) - 'a';
    const unsigned digit = c - unsigned{'0'};
    bits.word |= std::uint64_t{letter < 26 || digit < 10} << i;
    bits.high |= std::uint64_t{c >= 0x80} << i;
  }
  return bits;
}

#endif

/// The 64 bytes from `at` on; what lies beyond the text counts as separators.
inline ByteBits classify(std::string_view text, std::size_t at) {
  if (text.size() - at >= 64) return classify(text.data() + at);
  char padded[64] = {};
  std::memcpy(padded, text.data() + at, text.size() - at);
  return classify(padded);
}

}  // namespace engine::documents::analyse
