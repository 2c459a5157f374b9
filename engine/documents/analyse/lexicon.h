// The distinct words that an Analyser has met, each stored once.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/documents/analyse/language.h"
#include "engine/documents/analyse/token_stream.h"

namespace engine::documents::analyse {

/// A case-folded word's bytes, at most TokenStream::longest_term, in units of eight bytes padded
/// with zeros, so that words are hashed and compared by units. The first two units are always
/// there, which spares most words every branch on their length; units beyond the word and the
/// second are unspecified.
struct Spelling {
  static constexpr std::size_t unit = 8;
  static constexpr std::size_t head = 2;  // units that are always there
  std::array<std::uint64_t, TokenStream::longest_term / unit> units;
  std::size_t length;

  std::size_t unit_count() const { return (length + unit - 1) / unit; }
  void assign(std::string_view word);  // precondition: 1 to longest_term bytes
};

/// A word, what is known of it in any document, and its numbers in the current one. A cache line.
struct alignas(64) Word {
  std::array<std::uint64_t, Spelling::head> head;  // of its spelling
  std::uint32_t text;                              // where its spelling begins, in units
  std::uint32_t stem;     // the word that it is stemmed to, valid for stem_language
  std::uint32_t stop_in;  // one bit for each language whose stop word it is
  std::uint32_t surface;  // its number in the document, if surface_epoch is the current one
  std::uint32_t surface_epoch;
  std::uint32_t count;  // its tokens in the document, likewise
  std::uint32_t term;   // as a stem, its number in the document, if term_epoch is the current one
  std::uint32_t term_epoch;
  std::uint8_t length;
  LanguageId stem_language;  // none: not stemmed yet
  Script script;
  bool substantial;  // has a letter, and is no single letter of an alphabet
};

/// Words by number: an open-addressing hash over one arena. What it has met before only makes it
/// faster, never the answers different; `begin_document` keeps it within its bound.
class Lexicon {
 public:
  Lexicon();

  /// Starts a new epoch, and forgets everything if more than the bound is held.
  void begin_document();

  std::uint32_t epoch() const { return epoch_; }

  /// The word's number, which lasts until the next begin_document.
  std::uint32_t intern(const Spelling& spelling) {
    const std::uint64_t hash = hash_of(spelling);
    for (std::size_t at = hash & mask_;; at = (at + 1) & mask_) {
      const Slot slot = slots_[at];
      if (slot.word == nothing) return insert(spelling, hash, at);
      if (slot.hash == hash >> 32 && same(words_[slot.word], spelling)) return slot.word;
    }
  }

  Word& word(std::uint32_t number) { return words_[number]; }
  const Word& word(std::uint32_t number) const { return words_[number]; }

  /// The view lasts until the next call of intern or begin_document.
  std::string_view text(const Word& word) const {
    return {reinterpret_cast<const char*>(units_.data() + word.text), word.length};
  }

  std::size_t size() const { return words_.size(); }

 private:
  struct Slot {
    std::uint32_t hash;  // the upper half
    std::uint32_t word;
  };
  static constexpr std::uint32_t nothing = ~0U;
  static constexpr std::size_t most_words = 1 << 16;  // some 8 MiB with everything
  static constexpr std::size_t first_slots = 1 << 12;

  std::uint64_t hash_of(const Spelling& spelling) const {
    std::uint64_t hash = (spelling.units[0] ^ seed_) * 0x9E3779B97F4A7C15;
    hash ^= hash >> 32;
    hash = (hash ^ spelling.units[1]) * 0xBF58476D1CE4E5B9;
    for (std::size_t i = Spelling::head; i < spelling.unit_count(); ++i) {
      hash ^= hash >> 32;
      hash = (hash ^ spelling.units[i]) * 0x9E3779B97F4A7C15;
    }
    return hash ^ hash >> 32;
  }

  bool same(const Word& word, const Spelling& spelling) const {
    const bool same_head =
        ((word.head[0] ^ spelling.units[0]) | (word.head[1] ^ spelling.units[1]) |
         (word.length ^ spelling.length)) == 0;
    if (!same_head) return false;
    for (std::size_t i = Spelling::head; i < spelling.unit_count(); ++i) {
      if (units_[word.text + i] != spelling.units[i]) return false;
    }
    return true;
  }

  std::uint32_t insert(const Spelling& spelling, std::uint64_t hash, std::size_t at);
  void grow();
  void clear();

  std::uint64_t seed_;  // by chance, so that nobody can write a text whose words all collide
  std::uint32_t epoch_ = 0;
  std::size_t mask_ = 0;
  std::vector<Slot> slots_;
  std::vector<Word> words_;
  std::vector<std::uint64_t> units_;
};

}  // namespace engine::documents::analyse
