#include "engine/documents/analyse/terms.h"

#include <utility>

namespace engine::documents::analyse {
namespace {

/// At most the longest term, cut between characters.
std::string_view cut(std::string_view text) {
  if (text.size() <= TokenStream::longest_term) return text;
  std::size_t end = TokenStream::longest_term;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

/// The lexicon's number of the word's stem.
std::uint32_t stem_of(std::uint32_t number, LanguageId language, Stemmer& stemmer,
                      Lexicon& lexicon) {
  const Word& known = lexicon.word(number);
  if (known.stem_language == language) return known.stem;
  Spelling spelling;
  spelling.assign(cut(stemmer.stem(language, lexicon.text(known))));
  const std::uint32_t stem = lexicon.intern(spelling);
  Word& word = lexicon.word(number);  // interning may have moved it
  word.stem = stem;
  word.stem_language = language;
  return stem;
}

bool is_content(const Word& word, LanguageId language) {
  // Without a language, a stop word of any language is suspect.
  const std::uint32_t languages =
      language == LanguageId::none ? ~0U : 1U << static_cast<unsigned>(language);
  return word.substantial && (word.stop_in & languages) == 0;
}

}  // namespace

void Terms::clear() {
  terms.clear();
  of_surface.clear();
}

void collect_terms(const Surfaces& surfaces, LanguageId language, Stemmer& stemmer,
                   Lexicon& lexicon, Terms& out) {
  out.clear();
  for (std::size_t surface = 0; surface < surfaces.words.size(); ++surface) {
    const std::uint32_t number = surfaces.words[surface];
    const std::uint32_t stem =
        language == LanguageId::none ? number : stem_of(number, language, stemmer, lexicon);
    Word& stem_word = lexicon.word(stem);
    if (stem_word.term_epoch != lexicon.epoch()) {
      stem_word.term_epoch = lexicon.epoch();
      stem_word.term = static_cast<std::uint32_t>(out.terms.size());
      out.terms.push_back({.word = stem});
    }
    out.of_surface.push_back(stem_word.term);
    Term& term = out.terms[stem_word.term];
    const std::uint32_t count = surfaces.counts[surface];
    term.count += count;
    if (count > term.surface_count) {  // the first of equals
      term.surface = number;
      term.surface_count = count;
      term.content = is_content(lexicon.word(number), language);
    }
  }
}

TokenStream make_stream(const Surfaces& surfaces, const Terms& terms, const Lexicon& lexicon,
                        TokenStream room) {
  TokenStream stream = std::move(room);
  stream.clear();
  std::size_t bytes = 0;
  for (const Term& term : terms.terms) bytes += lexicon.word(term.word).length;
  stream.reserve(surfaces.tokens.size(), terms.terms.size(), bytes);
  for (const Term& term : terms.terms) stream.add_term(lexicon.text(lexicon.word(term.word)));
  for (const Token& token : surfaces.tokens) {
    stream.tokens.push_back({token.begin, token.end, terms.of_surface[token.term]});
  }
  return stream;
}

}  // namespace engine::documents::analyse
