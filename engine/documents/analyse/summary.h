// The sentences that stand for the whole text.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "engine/documents/analyse/analyser.h"
#include "engine/documents/analyse/lexrank.h"
#include "engine/documents/analyse/sentence_matrix.h"
#include "engine/documents/analyse/terms.h"
#include "engine/documents/analyse/token_windows.h"
#include "engine/documents/chunk/sentences.h"

namespace engine::documents::analyse {

/// Picks sentences by LexRank and place: a sentence's score is its LexRank (1 is average) times
/// 1 + 1 / (1 + i / 4) for the i-th that competes, because texts say first what they are about. A
/// sentence too much like a better one is passed over.
///
/// Sentences of paragraphs, list items and quotes compete if they read like one: neither short nor
/// very long, ended by a full stop or its like, and made of words. If none does, all of them
/// compete, headings too. Code and tables never do.
class Summariser {
 public:
  /// Precondition: the tokens and terms are the text's.
  void run(const parsed::Parsed& parsed, std::span<const Token> tokens,
           const std::vector<Term>& terms, const Limits& limits);

  /// The same for a long text: keeps only the sentences that compete, and their tokens.
  void run(const parsed::Parsed& parsed, TokenWindows& windows, const std::vector<Term>& terms,
           const Limits& limits);

  /// Of the last run: how many sentences the paragraphs, list items and quotes have.
  std::uint32_t sentences() const { return prose_; }

  /// Of the last run, in the text's order.
  const std::vector<SummarySentence>& summary() const { return summary_; }

 private:
  struct Sentence {
    std::uint32_t begin, end;
    TokenRange tokens;
    bool prose;
  };

  void find(const parsed::Parsed& parsed, std::span<const Token> tokens);
  void let_compete(std::string_view text, std::span<const Token> tokens,
                   const std::vector<Term>& terms, std::size_t most);
  void let_compete(const parsed::Parsed& parsed, TokenWindows& windows,
                   const std::vector<Term>& terms, std::size_t most);
  void keep_tokens(TokenWindows& windows, std::uint32_t begin, std::uint32_t end, std::size_t most);
  void rank(std::span<const Token> tokens, const std::vector<Term>& terms, const Limits& limits);
  void pick(std::size_t most);
  bool repeats(std::uint32_t row);

  std::vector<chunk::Span> spans_;
  std::vector<Sentence> sentences_;  // a long text's: those that compete
  std::uint32_t prose_ = 0;
  std::vector<std::uint32_t> competing_;  // into sentences_
  std::vector<TokenRange> ranges_;        // of those
  std::vector<Token> kept_;               // a long text's, likewise
  SentenceVectors vectors_;
  const SentenceMatrix* matrix_ = nullptr;
  LexRank lexrank_;
  std::vector<double> scores_;
  std::vector<std::uint32_t> order_;   // competing ones, best first
  std::vector<std::uint32_t> chosen_;  // of those
  std::vector<double> dense_;          // one row's weights by column, otherwise zero
  std::vector<SummarySentence> summary_;
};

}  // namespace engine::documents::analyse
