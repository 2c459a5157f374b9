// A document's distinct terms and what was counted of each.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/documents/analyse/language.h"
#include "engine/documents/analyse/lexicon.h"
#include "engine/documents/analyse/stemmer.h"
#include "engine/documents/analyse/tokeniser.h"

namespace engine::documents::analyse {

/// A stem, and the document's words that share it.
struct Term {
  std::uint32_t word = 0;           // the stem's number in the lexicon
  std::uint32_t surface = 0;        // the lexicon's number of its most frequent surface
  std::uint32_t count = 0;          // tokens
  std::uint32_t surface_count = 0;  // tokens of that surface
  bool content = false;             // that surface says something: has a letter, no stop word
};

/// The terms of one document, numbered in order of first appearance.
struct Terms {
  std::vector<Term> terms;
  std::vector<std::uint32_t> of_surface;  // surface -> term

  void clear();
};

/// Stems the surfaces of the lexicon's current document. Each word is stemmed once as long as the
/// lexicon remembers it.
void collect_terms(const Surfaces& surfaces, LanguageId language, Stemmer& stemmer,
                   Lexicon& lexicon, Terms& out);

/// The document's tokens and terms as the index wants them, in the memory of `room`.
TokenStream make_stream(const Surfaces& surfaces, const Terms& terms, const Lexicon& lexicon,
                        TokenStream room);

}  // namespace engine::documents::analyse
