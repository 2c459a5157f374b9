// The words of a text, as the index wants them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace engine::documents::analyse {

/// A word of the text: where it stands and which term (stemmed, case-folded) it is.
struct Token {
  std::uint32_t begin = 0;  // byte offsets into the text, half-open
  std::uint32_t end = 0;
  std::uint32_t term = 0;  // less than TokenStream::term_count()
  bool operator==(const Token&) const = default;
};

/// The text's words in order. Terms are distinct, in order of first appearance, 1 to
/// `longest_term` bytes of UTF-8. The indexer replays it, so that no text is tokenised twice:
/// for each token (term(token.term), token.begin, token.end).
class TokenStream {
 public:
  static constexpr std::size_t longest_term = 64;  // bytes; a longer word's term is cut

  std::vector<Token> tokens;

  /// Precondition: id < term_count(). The view lasts until the next add_term or assignment.
  std::string_view term(std::uint32_t id) const {
    const std::uint32_t begin = id == 0 ? 0 : ends_[id - 1];
    return {text_.data() + begin, ends_[id] - begin};
  }
  std::size_t term_count() const { return ends_.size(); }

  /// The new term's id. The caller sees to it that terms are distinct.
  std::uint32_t add_term(std::string_view term) {
    text_.append(term);
    ends_.push_back(static_cast<std::uint32_t>(text_.size()));
    return static_cast<std::uint32_t>(ends_.size() - 1);
  }
  /// Forgets all tokens and terms, keeps the memory.
  void clear();
  void reserve(std::size_t token_count, std::size_t term_count, std::size_t term_bytes);

  std::size_t memory_bytes() const;
  bool operator==(const TokenStream&) const = default;

 private:
  std::string text_;                 // the terms one after the other
  std::vector<std::uint32_t> ends_;  // where each of them ends
};

}  // namespace engine::documents::analyse
