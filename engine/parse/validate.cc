#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "engine/parse/parser.h"
#include "engine/parse/utf8.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace engine::parse {
namespace {

// Text has tabs, line ends, page breaks, perhaps some terminal colours; a program has every tenth
// byte below U+0020.
constexpr std::size_t bytes_per_control = 50;

// Is this a control character that text has no use for?
constexpr bool is_control(char byte) {
  const auto c = static_cast<unsigned char>(byte);
  return (c < 0x20 && (c < '\t' || c > '\r')) || c == 0x7F;
}

std::size_t count_controls(std::string_view bytes) {
  std::size_t count = 0;
  std::size_t i = 0;
#if defined(__SSE2__)
  const __m128i last_control = _mm_set1_epi8(0x1F);
  const __m128i tab = _mm_set1_epi8('\t');
  const __m128i to_return = _mm_set1_epi8('\r' - '\t');
  const __m128i deleted = _mm_set1_epi8(0x7F);
  for (; i + 16 <= bytes.size(); i += 16) {
    const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes.data() + i));
    const __m128i low = _mm_cmpeq_epi8(_mm_min_epu8(block, last_control), block);
    const __m128i from_tab = _mm_sub_epi8(block, tab);
    const __m128i white = _mm_cmpeq_epi8(_mm_min_epu8(from_tab, to_return), from_tab);
    const __m128i control =
        _mm_or_si128(_mm_andnot_si128(white, low), _mm_cmpeq_epi8(block, deleted));
    const auto mask = static_cast<unsigned>(_mm_movemask_epi8(control));
    if (mask != 0) count += static_cast<std::size_t>(__builtin_popcount(mask));
  }
#endif
  for (; i < bytes.size(); ++i) count += is_control(bytes[i]) ? 1 : 0;
  return count;
}

}  // namespace

Expected<void> validate(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (bytes.empty()) return failure(Reason::empty, "no bytes");
  if (const std::size_t controls = count_controls(bytes); controls != 0) {
    const void* zero = std::memchr(bytes.data(), 0, bytes.size());
    if (zero != nullptr) {
      const auto offset = static_cast<const char*>(zero) - bytes.data();
      return failure(Reason::binary, fmt::format("a zero byte at offset {}", offset));
    }
    if (controls > bytes.size() / bytes_per_control) {
      return failure(Reason::binary,
                     fmt::format("{} control characters in {} bytes", controls, bytes.size()));
    }
  }
  const std::size_t valid = valid_utf8_prefix(bytes);
  if (valid != bytes.size()) {
    return failure(Reason::invalid_utf8, fmt::format("not UTF-8 at offset {}", valid));
  }
  return {};
}

}  // namespace engine::parse
