#include "engine/analyse/keywords.h"

#include <algorithm>
#include <cmath>

namespace engine::analyse {
namespace {

using Kind = parse::Block::Kind;

/// What a token weighs in a block, in quarters.
std::uint32_t quarters_in(const parse::Block& block) {
  switch (block.kind) {
    case Kind::heading:
      return block.level <= 1 ? 16 : block.level == 2 ? 12 : 8;
    case Kind::code:
      return 1;
    case Kind::table_cell:
      return 2;
    default:
      return 4;
  }
}

}  // namespace

void KeywordPicker::weigh(std::span<const Token> tokens, std::span<const parse::Block> blocks) {
  constexpr std::uint32_t never = ~0U;
  std::fill(first_.begin(), first_.end(), never);
  std::size_t block = 0;
  std::uint32_t weight = 4;
  std::uint32_t weight_until = 0;  // the byte where another block may begin
  for (std::uint32_t at = 0; at < tokens.size(); ++at) {
    const Token& token = tokens[at];
    if (token.begin >= weight_until) {
      while (block < blocks.size() && blocks[block].end <= token.begin) ++block;
      const bool inside = block < blocks.size() && blocks[block].begin <= token.begin;
      weight = inside ? quarters_in(blocks[block]) : 4;
      weight_until = inside                  ? blocks[block].end
                     : block < blocks.size() ? blocks[block].begin
                                             : never;
    }
    quarters_[token.term] += weight;
    first_[token.term] = std::min(first_[token.term], at);
  }
}

std::vector<Keyword> KeywordPicker::pick(std::span<const Token> tokens, const Terms& terms,
                                         const Lexicon& lexicon,
                                         std::span<const parse::Block> blocks, std::size_t limit) {
  quarters_.assign(terms.terms.size(), 0);
  first_.resize(terms.terms.size());
  weigh(tokens, blocks);
  candidates_.clear();
  const auto length = static_cast<double>(tokens.size());
  for (std::uint32_t i = 0; i < terms.terms.size(); ++i) {
    if (!terms.terms[i].content) continue;
    candidates_.push_back({std::log1p(quarters_[i] / 4.0) * (2 - first_[i] / length), i});
  }
  const std::size_t count = std::min(limit, candidates_.size());
  const auto middle = candidates_.begin() + static_cast<std::ptrdiff_t>(count);
  std::partial_sort(candidates_.begin(), middle, candidates_.end(),
                    [](const Candidate& a, const Candidate& b) {
                      return a.score != b.score ? a.score > b.score : a.term < b.term;
                    });
  std::vector<Keyword> keywords;
  keywords.reserve(count);
  for (auto it = candidates_.begin(); it != middle; ++it) {
    const Term& term = terms.terms[it->term];
    keywords.push_back({std::string(lexicon.text(lexicon.word(term.surface))),
                        std::string(lexicon.text(lexicon.word(term.word))), it->score});
  }
  return keywords;
}

}  // namespace engine::analyse
