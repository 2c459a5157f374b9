// The terms that say what a text is about.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/documents/analyse/analyser.h"
#include "engine/documents/analyse/terms.h"

namespace engine::documents::analyse {

/// Scores a document's content terms by itself alone, so that the answer depends on no other
/// document: ln(1 + weighted frequency) * earliness. A token weighs 1 in running text, 2 to 4 in a
/// heading, 1/2 in a table, 1/4 in code; earliness falls from 2 to 1 as the term's first token goes
/// from the text's begin to its end.
class KeywordPicker {
 public:
  /// The `limit` best, best first; equals in order of first appearance.
  std::vector<Keyword> pick(std::span<const Token> tokens, const Terms& terms,
                            const Lexicon& lexicon, std::span<const parsed::Block> blocks,
                            std::size_t limit);

  /// The same for a long text: `begin`, then `add` for each window's tokens, whose terms are still
  /// surfaces, then `pick_added`.
  void begin();
  void add(std::span<const Token> tokens, std::span<const parsed::Block> blocks);
  std::vector<Keyword> pick_added(const Terms& terms, const Lexicon& lexicon, std::size_t limit);

 private:
  struct Candidate {
    double score;
    std::uint32_t term;
  };

  static constexpr std::uint32_t never = ~0U;

  /// Where in the text the weighing is.
  struct Place {
    std::uint32_t token = 0;
    std::size_t block = 0;
    std::uint32_t weight = 4;
    std::uint32_t weight_until = 0;  // the byte where another block may begin
  };

  void weigh(std::span<const Token> tokens, std::span<const parsed::Block> blocks, Place& place);
  std::vector<Keyword> best(std::uint32_t tokens, const Terms& terms, const Lexicon& lexicon,
                            std::size_t limit);

  std::vector<std::uint32_t> quarters_;  // term -> four times its weighted frequency
  std::vector<std::uint32_t> first_;     // term -> its first token
  std::vector<Candidate> candidates_;
  Place added_;  // of the windows
};

}  // namespace engine::documents::analyse
