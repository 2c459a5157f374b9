#include "engine/documents/analyse/sentence_matrix.h"

#include <cmath>

namespace engine::documents::analyse {

const SentenceMatrix& SentenceVectors::make(std::span<const Token> tokens,
                                            const std::vector<Term>& terms,
                                            std::span<const TokenRange> ranges) {
  count(tokens, terms, ranges);
  weigh(ranges.size());
  matrix_.clear();
  std::uint32_t at = 0;
  for (const std::uint32_t end : row_end_) {
    const std::size_t first = matrix_.entries.size();
    double own = 0;
    double shared = 0;
    for (; at < end; ++at) {
      const PerTerm& term = terms_[counts_[at].term];
      const double weight = counts_[at].count * term.weight;
      if (term.sentences > 1) {
        matrix_.entries.push_back({term.column, weight});
        shared += weight * weight;
      } else {
        own += weight * weight;
      }
    }
    const double norm = own + shared;
    const double scale = norm > 0 ? 1 / std::sqrt(norm) : 0;
    for (std::size_t i = first; i < matrix_.entries.size(); ++i) matrix_.entries[i].weight *= scale;
    matrix_.own.push_back(norm > 0 ? own / norm : 1);
    matrix_.row_end.push_back(static_cast<std::uint32_t>(matrix_.entries.size()));
  }
  for (const PerTerm& term : terms_) matrix_.columns += term.sentences > 1 ? 1 : 0;
  return matrix_;
}

void SentenceVectors::count(std::span<const Token> tokens, const std::vector<Term>& terms,
                            std::span<const TokenRange> ranges) {
  counts_.clear();
  row_end_.clear();
  terms_.assign(terms.size(), PerTerm{});
  std::uint32_t row = 0;
  for (const TokenRange& range : ranges) {
    ++row;
    for (const Token& token : tokens.subspan(range.begin, range.end - range.begin)) {
      if (!terms[token.term].content) continue;
      PerTerm& term = terms_[token.term];
      if (term.last_row != row) {
        term.last_row = row;
        term.at = static_cast<std::uint32_t>(counts_.size());
        ++term.sentences;
        counts_.push_back({token.term, 0});
      }
      ++counts_[term.at].count;
    }
    row_end_.push_back(static_cast<std::uint32_t>(counts_.size()));
  }
}

void SentenceVectors::weigh(std::size_t rows) {
  std::uint32_t columns = 0;
  for (PerTerm& term : terms_) {
    if (term.sentences == 0) continue;
    term.weight = std::log(static_cast<double>(rows + 1) / term.sentences);
    if (term.sentences > 1) term.column = columns++;
  }
}

}  // namespace engine::documents::analyse
