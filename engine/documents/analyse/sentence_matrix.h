// Sentences' words into sentences' vectors.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/documents/analyse/lexrank.h"
#include "engine/documents/analyse/terms.h"
#include "engine/documents/analyse/token_stream.h"

namespace engine::documents::analyse {

/// A stretch of tokens, half-open.
struct TokenRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

/// Weighs a term in a sentence with tf * ln((n + 1) / sentences that have it), where n sentences
/// compete; only content terms count. A sentence without any gets a vector of its own.
class SentenceVectors {
 public:
  /// One row for each range.
  const SentenceMatrix& make(std::span<const Token> tokens, const std::vector<Term>& terms,
                             std::span<const TokenRange> ranges);

 private:
  struct Count {
    std::uint32_t term;
    std::uint32_t count;
  };
  struct PerTerm {
    std::uint32_t sentences = 0;
    std::uint32_t last_row = 0;  // 1 + the row that had it last
    std::uint32_t at = 0;        // where its count in that row is
    std::uint32_t column = 0;
    double weight = 0;
  };

  void count(std::span<const Token> tokens, const std::vector<Term>& terms,
             std::span<const TokenRange> ranges);
  void weigh(std::size_t rows);

  std::vector<Count> counts_;  // row after row
  std::vector<std::uint32_t> row_end_;
  std::vector<PerTerm> terms_;
  SentenceMatrix matrix_;
};

}  // namespace engine::documents::analyse
