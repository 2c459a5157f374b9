#include "engine/documents/analyse/keywords.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace engine::documents::analyse {
namespace {

using BlockKind = parsed::Block::Kind;

/// What a token weighs in a block, in quarters.
std::uint32_t quarters_in(const parsed::Block& block) {
  switch (block.kind) {
    case BlockKind::heading:
      return block.level <= 1 ? 16 : block.level == 2 ? 12 : 8;
    case BlockKind::code:
      return 1;
    case BlockKind::table_cell:
      return 2;
    default:
      return 4;
  }
}

}  // namespace

void KeywordPicker::weigh(std::span<const Token> tokens, std::span<const parsed::Block> blocks,
                          Place& place) {
  auto [at, block, weight, weight_until] = place;
  for (const Token& token : tokens) {
    if (token.begin >= weight_until) {
      while (block < blocks.size() && blocks[block].end <= token.begin) ++block;
      const bool inside = block < blocks.size() && blocks[block].begin <= token.begin;
      weight = inside ? quarters_in(blocks[block]) : 4;
      weight_until = inside                  ? blocks[block].end
                     : block < blocks.size() ? blocks[block].begin
                                             : never;
    }
    quarters_[token.term] += weight;
    first_[token.term] = std::min(first_[token.term], at++);
  }
  place = {at, block, weight, weight_until};
}

std::vector<Keyword> KeywordPicker::pick(std::span<const Token> tokens, const Terms& terms,
                                         const Lexicon& lexicon,
                                         std::span<const parsed::Block> blocks, std::size_t limit) {
  quarters_.assign(terms.terms.size(), 0);
  first_.assign(terms.terms.size(), never);
  Place place;
  weigh(tokens, blocks, place);
  return best(place.token, terms, lexicon, limit);
}

void KeywordPicker::begin() {
  quarters_.clear();
  first_.clear();
  added_ = {};
}

void KeywordPicker::add(std::span<const Token> tokens, std::span<const parsed::Block> blocks) {
  std::size_t surfaces = quarters_.size();
  for (const Token& token : tokens) surfaces = std::max<std::size_t>(surfaces, token.term + 1);
  quarters_.resize(surfaces, 0);
  first_.resize(surfaces, never);
  weigh(tokens, blocks, added_);
}

std::vector<Keyword> KeywordPicker::pick_added(const Terms& terms, const Lexicon& lexicon,
                                               std::size_t limit) {
  const std::vector<std::uint32_t> quarters = std::move(quarters_);
  const std::vector<std::uint32_t> first = std::move(first_);
  quarters_.assign(terms.terms.size(), 0);
  first_.assign(terms.terms.size(), never);
  for (std::size_t surface = 0; surface < quarters.size(); ++surface) {
    const std::uint32_t term = terms.of_surface[surface];
    quarters_[term] += quarters[surface];
    first_[term] = std::min(first_[term], first[surface]);
  }
  return best(added_.token, terms, lexicon, limit);
}

std::vector<Keyword> KeywordPicker::best(std::uint32_t tokens, const Terms& terms,
                                         const Lexicon& lexicon, std::size_t limit) {
  candidates_.clear();
  const auto length = static_cast<double>(tokens);
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

}  // namespace engine::documents::analyse
