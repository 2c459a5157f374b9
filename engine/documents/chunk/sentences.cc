#include "engine/documents/chunk/sentences.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>

#include "engine/documents/chunk/abbreviations.h"

namespace engine::documents::chunk {
namespace {

// A mark that may end a sentence.
struct Terminator {
  std::uint32_t length = 0;       // bytes; 0: there is none
  bool whatever_follows = false;  // as in Chinese, which has no spaces
};

// The only first bytes at which there is anything to look at.
constexpr std::array<bool, 256> make_interesting() {
  std::array<bool, 256> table{};
  for (const unsigned char c : {'.', '!', '?', '\n', '\r'}) table[c] = true;
  for (const unsigned char c : {0xD8, 0xDB, 0xE0, 0xE2, 0xE3, 0xEF}) table[c] = true;
  return table;
}
constexpr auto interesting = make_interesting();

// Reads text[begin, end) at any position without leaving it.
class Reader {
 public:
  Reader(std::string_view text, std::uint32_t begin, std::uint32_t end)
      : text_(text), begin_(begin), end_(end) {}

  std::uint32_t end() const { return end_; }
  char at(std::uint32_t i) const { return text_[i]; }
  bool is_space(std::uint32_t i) const {
    const char c = text_[i];
    return c == ' ' || (c >= '\t' && c <= '\r');
  }
  bool is_newline(std::uint32_t i) const { return text_[i] == '\n' || text_[i] == '\r'; }

  std::uint32_t skip_spaces(std::uint32_t i) const {
    while (i < end_ && is_space(i)) ++i;
    return i;
  }

  Terminator terminator(std::uint32_t i) const {
    const char c = text_[i];
    if (c == '.' || c == '!' || c == '?') return {1};
    if (static_cast<unsigned char>(c) < 0x80) return {};
    const std::uint32_t before_space =
        one_of(i, {"\u2026", "\u203D", "\u061F", "\u06D4", "\u0964", "\u0965"});
    if (before_space != 0) return {before_space};
    return {one_of(i, {"\u3002", "\uFF01", "\uFF1F", "\uFF61"}), true};
  }

  // The length of the quote or bracket at i that closes a sentence from outside.
  std::uint32_t closer(std::uint32_t i) const {
    const char c = text_[i];
    if (c == '"' || c == '\'' || c == ')' || c == ']' || c == '}') return 1;
    if (static_cast<unsigned char>(c) < 0x80) return 0;
    return one_of(i, {"\u201D", "\u2019", "\u00BB", "\u201C", "\u300D", "\u300F", "\uFF09"});
  }

  // `whatever_follows` is set where one of them ends a sentence by itself.
  std::uint32_t skip_terminators(std::uint32_t i, bool& whatever_follows) const {
    for (Terminator mark; i < end_ && (mark = terminator(i)).length != 0; i += mark.length) {
      whatever_follows = whatever_follows || mark.whatever_follows;
    }
    return i;
  }

  std::uint32_t skip_closers(std::uint32_t i) const {
    for (std::uint32_t length = 0; i < end_ && (length = closer(i)) != 0;) i += length;
    return i;
  }

  // The word that the point at i belongs to: back to a space or an opening bracket or quote.
  std::string_view word_before(std::uint32_t i) const {
    const auto reach = static_cast<std::uint32_t>(longest_abbreviation + 1);
    const std::uint32_t stop = i - begin_ > reach ? i - reach : begin_;
    std::uint32_t first = i;
    while (first > stop && !is_space(first - 1) &&
           std::string_view("([{\"'").find(text_[first - 1]) == std::string_view::npos) {
      --first;
    }
    return text_.substr(first, i - first);
  }

  // The first character of what follows, behind opening brackets and quotes.
  utf8proc_int32_t first_letter(std::uint32_t i) const {
    for (int skipped = 0; skipped < 4 && i < end_; ++skipped) {
      if (std::string_view("([{\"'*_").find(text_[i]) == std::string_view::npos) break;
      ++i;
    }
    if (i >= end_) return 0;
    utf8proc_int32_t letter = 0;
    const auto length = std::min<std::uint32_t>(end_ - i, 4);
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text_.data()) + i;
    return utf8proc_iterate(bytes, length, &letter) > 0 ? letter : 0;
  }

 private:
  std::uint32_t one_of(std::uint32_t i, std::initializer_list<std::string_view> marks) const {
    const std::string_view rest = text_.substr(i, end_ - i);
    for (const std::string_view mark : marks) {
      if (rest.starts_with(mark)) return static_cast<std::uint32_t>(mark.size());
    }
    return 0;
  }

  std::string_view text_;
  std::uint32_t begin_;
  std::uint32_t end_;
};

bool is_number(std::string_view word) {
  return !word.empty() && word.size() <= 4 &&
         std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

// Does the sentence that began at `begin` end with the terminators from `point` to `behind`?
bool ends_sentence(const Reader& reader, std::uint32_t begin, std::uint32_t point,
                   std::uint32_t behind) {
  if (behind == reader.end()) return true;
  if (!reader.is_space(behind)) return false;
  const std::uint32_t next = reader.skip_spaces(behind);
  if (next == reader.end()) return true;
  const utf8proc_int32_t letter = reader.first_letter(next);
  if (utf8proc_category(letter) == UTF8PROC_CATEGORY_LL) return false;
  if (reader.at(point) != '.' || behind != point + 1) return true;
  const std::string_view word = reader.word_before(point);
  if (is_number(word) && point - begin == word.size()) return false;  // "1. Introduction"
  return !is_abbreviation(word, letter >= '0' && letter <= '9');
}

}  // namespace

void split_sentences(std::string_view text, std::uint32_t begin, std::uint32_t end,
                     std::vector<Span>& out) {
  const Reader reader(text, begin, end);
  std::uint32_t first = reader.skip_spaces(begin);
  const auto close = [&](std::uint32_t behind) {
    std::uint32_t last = behind;
    while (last > first && reader.is_space(last - 1)) --last;
    if (last > first) out.push_back({first, last});
    first = reader.skip_spaces(behind);
  };

  std::uint32_t i = first;
  while (i < end) {
    if (!interesting[static_cast<unsigned char>(text[i])]) {
      ++i;
      continue;
    }
    if (reader.is_newline(i)) {
      close(i);
      i = first;
      continue;
    }
    const std::uint32_t point = i;
    bool ends = false;
    i = reader.skip_terminators(i, ends);
    if (i == point) {
      ++i;
      continue;
    }
    i = reader.skip_closers(i);
    if (ends || ends_sentence(reader, first, point, i)) {
      close(i);
      i = first;
    }
  }
  close(end);
}

}  // namespace engine::documents::chunk
