#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "engine/documents/parsed/utf8.h"
#include "engine/documents/parsed/validation.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace engine::documents::parsed {
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

constexpr std::string_view mark = "\xEF\xBB\xBF";  // byte order

Expected<void> judge(std::uint64_t size, std::uint64_t controls, const std::uint64_t* zero,
                     const std::uint64_t* invalid) {
  if (size == 0) return failure(Reason::empty, "no bytes");
  if (zero != nullptr) {
    return failure(Reason::binary, fmt::format("a zero byte at offset {}", *zero));
  }
  if (controls > size / bytes_per_control) {
    return failure(Reason::binary,
                   fmt::format("{} control characters in {} bytes", controls, size));
  }
  if (invalid != nullptr) {
    return failure(Reason::invalid_utf8, fmt::format("not UTF-8 at offset {}", *invalid));
  }
  return {};
}

// What the character's first byte says; 1 for one that begins none.
constexpr std::size_t announced_length(char first) {
  const auto c = static_cast<unsigned char>(first);
  return c < 0xC2 || c > 0xF4 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

}  // namespace

Expected<void> validate(std::string_view bytes) {
  if (bytes.starts_with(mark)) bytes.remove_prefix(mark.size());
  std::uint64_t zero = 0;
  const std::uint64_t controls = count_controls(bytes);
  const void* found = controls == 0 ? nullptr : std::memchr(bytes.data(), 0, bytes.size());
  if (found != nullptr) {
    zero = static_cast<std::uint64_t>(static_cast<const char*>(found) - bytes.data());
  }
  const bool binary = found != nullptr || controls > bytes.size() / bytes_per_control;
  const std::uint64_t valid = binary ? bytes.size() : parsed::valid_utf8_prefix(bytes);
  return judge(bytes.size(), controls, found != nullptr ? &zero : nullptr,
               valid != bytes.size() ? &valid : nullptr);
}

void Validation::add(std::string_view piece) {
  for (std::size_t i = 0; size_ + i < head_.size() && i < piece.size(); ++i) {
    head_[size_ + i] = piece[i];
  }
  const std::uint64_t controls = count_controls(piece);
  controls_ += controls;
  if (controls != 0 && zero_ == nowhere) {
    const std::size_t zero = piece.find('\0');
    if (zero != std::string_view::npos) zero_ = size_ + zero;
  }
  if (invalid_ == nowhere) check_characters(piece);
  size_ += piece.size();
}

void Validation::check_characters(std::string_view piece) {
  std::uint64_t at = size_;
  for (; open_size_ != 0; ++at) {
    if (piece.empty()) return;
    open_[open_size_++] = piece.front();
    piece.remove_prefix(1);
    if (open_size_ < announced_length(open_[0])) continue;
    if (parsed::valid_utf8_prefix({open_.data(), open_size_}) != open_size_) {
      invalid_ = at + 1 - open_size_;
      return;
    }
    open_size_ = 0;
  }
  const std::size_t valid = parsed::valid_utf8_prefix(piece);
  const std::string_view rest = piece.substr(valid);
  if (rest.empty()) return;
  if (rest.size() >= announced_length(rest[0])) {
    invalid_ = at + valid;
  } else {
    open_size_ = rest.copy(open_.data(), open_.size());
  }
}

Expected<void> Validation::verdict() const {
  std::uint64_t invalid = invalid_;
  if (invalid == nowhere && open_size_ != 0) invalid = size_ - open_size_;
  const bool marked = size_ >= mark.size() && std::string_view(head_.data(), 3) == mark;
  const std::uint64_t before = marked ? mark.size() : 0;
  const std::uint64_t zero = zero_ - before;
  const bool valid = invalid == nowhere;
  invalid -= before;
  return judge(size_ - before, controls_, zero_ == nowhere ? nullptr : &zero,
               valid ? nullptr : &invalid);
}

}  // namespace engine::documents::parsed
