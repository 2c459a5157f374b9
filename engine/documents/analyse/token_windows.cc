#include "engine/documents/analyse/token_windows.h"

#include <algorithm>

namespace engine::documents::analyse {
namespace {

/// Of ASCII, all that is neither letter nor digit ends a word.
constexpr bool is_separator(char c) {
  const auto byte = static_cast<unsigned char>(c);
  const unsigned letter = (byte | 0x20U) - 'a';
  const unsigned digit = byte - unsigned{'0'};
  return byte < 0x80 && letter >= 26 && digit >= 10;
}

}  // namespace

std::string_view next_window(std::string_view text, std::size_t begin, std::size_t bytes) {
  const std::string_view rest = text.substr(begin);
  if (rest.size() <= bytes) return rest;
  std::size_t end = bytes;
  while (end > 0 && !is_separator(rest[end - 1])) --end;
  if (end != 0) return rest.substr(0, end);
  const auto next = std::find_if(rest.begin() + static_cast<std::ptrdiff_t>(bytes), rest.end(),
                                 [](char c) { return is_separator(c); });
  end = static_cast<std::size_t>(next - rest.begin());
  return rest.substr(0, std::min(end + 1, rest.size()));
}

void TokenWindows::restart() {
  surfaces_.tokens.clear();
  at_ = next_ = 0;
}

const Token* TokenWindows::peek() {
  while (next_ >= surfaces_.tokens.size()) {
    if (at_ >= text_.size()) return nullptr;
    const std::string_view window = next_window(text_, at_, bytes_);
    tokeniser_.add(window, at_, lexicon_, surfaces_);
    for (Token& token : surfaces_.tokens) token.term = terms_.of_surface[token.term];
    at_ += window.size();
    next_ = 0;
  }
  return &surfaces_.tokens[next_];
}

void TokenWindows::skip_to(std::uint32_t begin) {
  for (const Token* token = peek(); token != nullptr && token->begin < begin; token = peek()) {
    pop();
  }
}

}  // namespace engine::documents::analyse
