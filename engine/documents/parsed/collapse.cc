#include "engine/documents/parsed/collapse.h"
#include "engine/documents/parsed/ascii.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace engine::documents::parsed {
namespace {

// Byte by byte, from `at` to at least `stop`; returns where it stopped reading.
const char* copy_slowly(const char* at, const char* stop, const char* end, char*& out,
                        bool& after_space) {
  while (at < stop) {
    if (is_blank(*at) || (*at == '\xC2' && at + 1 < end && at[1] == '\xA0')) {
      if (!after_space) *out++ = ' ';
      after_space = true;
      at += is_blank(*at) ? 1 : 2;
    } else {
      *out++ = *at++;
      after_space = false;
    }
  }
  return at;
}

}  // namespace

char* collapse(std::string_view text, char* out, bool& after_space) {
  const char* at = text.data();
  const char* const end = at + text.size();
#if defined(__SSE2__)
  const __m128i blanks = _mm_set1_epi8(' ');
  const __m128i lead = _mm_set1_epi8('\xC2');
  while (end - at >= 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    const __m128i space = _mm_cmpeq_epi8(_mm_min_epu8(bytes, blanks), bytes);
    const auto spaces = static_cast<unsigned>(_mm_movemask_epi8(space));
    const auto leads = static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, lead)));
    const unsigned behind_space = (spaces << 1) | (after_space ? 1U : 0U);
    if ((spaces & behind_space) == 0 && leads == 0) {
      // No two spaces side by side: the block goes over whole, with plain spaces for all others.
      const __m128i plain =
          _mm_or_si128(_mm_andnot_si128(space, bytes), _mm_and_si128(space, blanks));
      _mm_storeu_si128(reinterpret_cast<__m128i*>(out), plain);
      out += 16;
      at += 16;
      after_space = (spaces >> 15) != 0;
    } else {
      at = copy_slowly(at, at + 16, end, out, after_space);
    }
  }
#endif
  copy_slowly(at, end, end, out, after_space);
  return out;
}

}  // namespace engine::documents::parsed
