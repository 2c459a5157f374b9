// What a document is about: language, terms, keywords and an extractive summary.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/documents/analyse/limits.h"
#include "engine/documents/analyse/token_stream.h"
#include "engine/documents/parsed/parsed.h"
#include "engine/expected.h"

namespace engine::documents::analyse {

/// To be raised when the same text would come to another analysis, or other tokens, than before.
inline constexpr std::uint32_t version = 1;

struct Keyword {
  std::string term;  // the most frequent surface form, case-folded
  std::string stem;
  double score = 0;
  bool operator==(const Keyword&) const = default;
};

/// A sentence of the summary: where it stands in the text. In the text's order.
struct SummarySentence {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  double score = 0;
  bool operator==(const SummarySentence&) const = default;
};

struct Analysis {
  std::string language;           // ISO 639-1, or "und" where it can't be told
  std::uint32_t sentences = 0;    // of paragraphs, list items and quotes
  std::vector<Keyword> keywords;  // best first
  std::vector<SummarySentence> summary;
  TokenStream stream;

  std::size_t memory_bytes() const;
  bool operator==(const Analysis&) const = default;
};

/// Analyses documents one after the other, keeping its buffers, stemmers and stem memory between
/// them (the results do not depend on what came before). Not thread-safe: one per worker.
class Analyser {
 public:
  explicit Analyser(const Limits& limits = {});
  ~Analyser();
  Analyser(Analyser&&) noexcept;
  Analyser& operator=(Analyser&&) noexcept;

  static constexpr std::uint64_t boundless = std::numeric_limits<std::uint64_t>::max();

  /// The stream is made in the memory of `room`, whatever that holds. Error: out_of_memory, where
  /// the text's words take more than `most_bytes` while they are analysed and indexed
  /// (word_cost.h).
  Expected<Analysis> analyse(const parsed::Parsed& parsed, TokenStream room = {},
                             std::uint64_t most_bytes = boundless);

  /// The same without the stream, for long texts: the tokens of only a window are in memory at a
  /// time, those at the beginning are made twice. (A text without any sentence that reads like one
  /// has the tokens of the first thousand sentences in memory, however long these are.)
  Expected<Analysis> analyse_in_windows(const parsed::Parsed& parsed,
                                        std::uint64_t most_bytes = boundless);

  /// The tokens that `analyse` would give `text` in `language`: for queries, and for re-indexing
  /// from a cached document. A language that has no stemmer, such as "und": words as they are.
  TokenStream tokenise(std::string_view text, std::string_view language);

 private:
  struct Scratch;

  tl::unexpected<Error> give_up(std::uint64_t most_bytes);

  std::unique_ptr<Scratch> scratch_;
};

}  // namespace engine::documents::analyse
