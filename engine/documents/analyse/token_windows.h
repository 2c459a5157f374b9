// A long text's words, a window at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "engine/documents/analyse/terms.h"
#include "engine/documents/analyse/tokeniser.h"

namespace engine::documents::analyse {

/// The text from `begin` on, cut where no word is: behind the last byte within `bytes` that is of
/// ASCII, and neither letter nor digit, or, if there is none, behind the next one. Precondition:
/// begin <= text.size().
std::string_view next_window(std::string_view text, std::size_t begin, std::size_t bytes);

/// Goes through the tokens of a text whose terms are known, holding one window's at a time.
class TokenWindows {
 public:
  /// All are borrowed; `bytes` is a window's size. The surfaces and terms are those of `text`, and
  /// stay so.
  TokenWindows(std::string_view text, std::size_t bytes, Tokeniser& tokeniser, Lexicon& lexicon,
               Surfaces& surfaces, const Terms& terms)
      : text_(text),
        bytes_(bytes),
        tokeniser_(tokeniser),
        lexicon_(lexicon),
        surfaces_(surfaces),
        terms_(terms) {}

  void restart();

  /// The token at hand, null behind the last. Lasts until the next call.
  const Token* peek();
  void pop() { ++next_; }

  /// Passes over those that begin before this byte.
  void skip_to(std::uint32_t begin);

 private:
  std::string_view text_;
  std::size_t bytes_;  // of a window
  Tokeniser& tokeniser_;
  Lexicon& lexicon_;
  Surfaces& surfaces_;
  const Terms& terms_;
  std::size_t at_ = 0;    // bytes of the text that windows have covered
  std::size_t next_ = 0;  // token of the window
};

}  // namespace engine::documents::analyse
