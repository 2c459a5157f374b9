#include "engine/documents/analyse/analyser.h"

#include <fmt/format.h>

#include <bit>
#include <utility>

#include "engine/documents/analyse/keywords.h"
#include "engine/documents/analyse/language.h"
#include "engine/documents/analyse/lexicon.h"
#include "engine/documents/analyse/stemmer.h"
#include "engine/documents/analyse/summary.h"
#include "engine/documents/analyse/terms.h"
#include "engine/documents/analyse/token_windows.h"
#include "engine/documents/analyse/tokeniser.h"
#include "engine/documents/analyse/word_cost.h"

namespace engine::documents::analyse {
namespace {

constexpr std::size_t step = 128 << 10;  // bytes of text between two looks at what its words take

/// What the distinct words say of the language: stop words weigh less the more languages share
/// them.
Evidence gather(const Surfaces& surfaces, const Lexicon& lexicon) {
  Evidence evidence;
  for (std::size_t i = 0; i < surfaces.words.size(); ++i) {
    const Word& word = lexicon.word(surfaces.words[i]);
    const std::uint32_t count = surfaces.counts[i];
    if (word.substantial || word.stop_in != 0) evidence.words += count;
    evidence.scripts[static_cast<std::size_t>(word.script)] += count;
    if (word.stop_in == 0) continue;
    const double weight = static_cast<double>(count) / std::popcount(word.stop_in);
    for (std::uint32_t left = word.stop_in; left != 0; left &= left - 1) {
      evidence.stop_words[static_cast<std::size_t>(std::countr_zero(left))] += weight;
    }
  }
  return evidence;
}

}  // namespace

/// Everything that outlives a document.
struct Analyser::Scratch {
  explicit Scratch(const Limits& chosen) : limits(chosen) {}

  const Limits limits;
  Tokeniser tokeniser;
  Lexicon lexicon;
  Stemmer stemmer;
  Surfaces surfaces;
  Terms terms;
  KeywordPicker keywords;
  Summariser summariser;

  LanguageId find_language(const parsed::Parsed& parsed, Analysis& analysis) const {
    const LanguageId hinted = language_of(parsed.language_hint);
    analysis.language =
        hinted == LanguageId::none ? detect(gather(surfaces, lexicon)) : code_of(hinted);
    return language_of(analysis.language);
  }

  TokenStream stream(LanguageId language, TokenStream room) {
    collect_terms(surfaces, language, stemmer, lexicon, terms);
    return make_stream(surfaces, terms, lexicon, std::move(room));
  }
};

std::size_t Analysis::memory_bytes() const {
  std::size_t bytes = sizeof(*this) - sizeof(stream) + language.capacity() +
                      keywords.capacity() * sizeof(Keyword) +
                      summary.capacity() * sizeof(SummarySentence) + stream.memory_bytes();
  for (const Keyword& keyword : keywords)
    bytes += keyword.term.capacity() + keyword.stem.capacity();
  return bytes;
}

Analyser::Analyser(const Limits& limits) : scratch_(std::make_unique<Scratch>(limits)) {}
Analyser::~Analyser() = default;
Analyser::Analyser(Analyser&&) noexcept = default;
Analyser& Analyser::operator=(Analyser&&) noexcept = default;

// What the words have taken so far is given back.
tl::unexpected<Error> Analyser::give_up(std::uint64_t most_bytes) {
  scratch_ = std::make_unique<Scratch>(Limits(scratch_->limits));
  return failure(Reason::out_of_memory,
                 fmt::format("its words take more than {} bytes of memory", most_bytes));
}

Expected<Analysis> Analyser::analyse(const parsed::Parsed& parsed, TokenStream room,
                                     std::uint64_t most_bytes) {
  Scratch& s = *scratch_;
  const std::string_view text = parsed.text;
  s.tokeniser.begin(s.lexicon, s.surfaces);
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view window = next_window(text, at, step);
    s.tokeniser.append(window, at, s.lexicon, s.surfaces);
    const std::size_t tokens = s.surfaces.tokens.size();
    if (word_bytes(s.surfaces.words.size(), tokens, tokens) > most_bytes) {
      return give_up(most_bytes);
    }
    at += window.size();
  }
  s.tokeniser.end(s.lexicon, s.surfaces);
  Analysis analysis;
  const LanguageId language = s.find_language(parsed, analysis);
  analysis.stream = s.stream(language, std::move(room));
  s.summariser.run(parsed, analysis.stream.tokens, s.terms.terms, s.limits);
  analysis.sentences = s.summariser.sentences();
  analysis.summary = s.summariser.summary();
  analysis.keywords =
      s.keywords.pick(analysis.stream.tokens, s.terms, s.lexicon, parsed.blocks, s.limits.keywords);
  return analysis;
}

Expected<Analysis> Analyser::analyse_in_windows(const parsed::Parsed& parsed,
                                                std::uint64_t most_bytes) {
  Scratch& s = *scratch_;
  const std::string_view text = parsed.text;
  s.tokeniser.begin(s.lexicon, s.surfaces);
  s.keywords.begin();
  std::uint64_t tokens = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view window = next_window(text, at, s.limits.window_bytes);
    s.tokeniser.add(window, at, s.lexicon, s.surfaces);
    tokens += s.surfaces.tokens.size();
    if (word_bytes(s.surfaces.words.size(), tokens, 0) > most_bytes) return give_up(most_bytes);
    s.keywords.add(s.surfaces.tokens, parsed.blocks);
    at += window.size();
  }
  s.tokeniser.end(s.lexicon, s.surfaces);
  Analysis analysis;
  const LanguageId language = s.find_language(parsed, analysis);
  collect_terms(s.surfaces, language, s.stemmer, s.lexicon, s.terms);
  TokenWindows windows(text, s.limits.window_bytes, s.tokeniser, s.lexicon, s.surfaces, s.terms);
  s.summariser.run(parsed, windows, s.terms.terms, s.limits);
  analysis.sentences = s.summariser.sentences();
  analysis.summary = s.summariser.summary();
  analysis.keywords = s.keywords.pick_added(s.terms, s.lexicon, s.limits.keywords);
  return analysis;
}

TokenStream Analyser::tokenise(std::string_view text, std::string_view language) {
  Scratch& s = *scratch_;
  s.tokeniser.run(text, s.lexicon, s.surfaces);
  return s.stream(language_of(language), {});
}

}  // namespace engine::documents::analyse
