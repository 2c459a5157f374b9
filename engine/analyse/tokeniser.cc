#include "engine/analyse/tokeniser.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "engine/analyse/byte_bits.h"

namespace engine::analyse {
namespace {

constexpr std::size_t longest = TokenStream::longest_term;

/// Letters and digits of ASCII to lower case: digits have the bit already.
constexpr std::uint64_t lower_bits = 0x2020202020202020;

/// Spells an ASCII word of the text, reading whole units where the text is long enough.
void spell_ascii(std::string_view text, std::size_t begin, std::size_t end, Spelling& out) {
  out.length = std::min(end - begin, longest);
  const std::size_t count = out.unit_count();
  const char* from = text.data() + begin;
  const std::size_t last = out.length - (count - 1) * Spelling::unit;  // bytes in the last unit
  if (begin + count * Spelling::unit <= text.size()) {
    for (std::size_t i = 0; i < count; ++i) {
      std::memcpy(&out.units[i], from + i * Spelling::unit, Spelling::unit);
    }
  } else {
    out.units[count - 1] = 0;
    std::memcpy(out.units.data(), from, out.length);
  }
  for (std::size_t i = 0; i < count; ++i) out.units[i] |= lower_bits;
  // The bytes after the word are cut off in memory order, whatever the machine's byte order.
  static constexpr auto masks = [] {
    std::array<std::array<unsigned char, 8>, 9> rows{};
    for (std::size_t n = 0; n <= 8; ++n) {
      for (std::size_t i = 0; i < n; ++i) rows[n][i] = 0xFF;
    }
    return rows;
  }();
  std::uint64_t mask = 0;
  std::memcpy(&mask, masks[last].data(), sizeof mask);
  out.units[count - 1] &= mask;
}

/// One more token, counted under its surface.
inline void count_token(const Spelling& spelling, std::size_t begin, std::size_t end,
                        Lexicon& lexicon, Surfaces& out) {
  const std::uint32_t number = lexicon.intern(spelling);
  Word& word = lexicon.word(number);
  if (word.surface_epoch != lexicon.epoch()) {
    word.surface_epoch = lexicon.epoch();
    word.surface = static_cast<std::uint32_t>(out.words.size());
    out.words.push_back(number);
    out.counts.push_back(0);
  }
  ++out.counts[word.surface];
  out.tokens.push_back(
      {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), word.surface});
}

/// Collects a word's folded characters up to the longest term, then spells it.
class Collector {
 public:
  bool empty() const { return length_ == 0; }

  void add(const Character& character) {
    marked_ = marked_ || character.kind == Character::Kind::mark;
    full_ = full_ || length_ + character.fold_length > longest;
    if (full_) return;
    std::memcpy(text_.data() + length_, character.fold.data(), character.fold_length);
    length_ += character.fold_length;
  }

  void spell(Spelling& out) {
    if (marked_) length_ = compose(text_.data(), length_);
    out.assign({text_.data(), length_});
  }

 private:
  std::array<char, longest> text_;
  std::size_t length_ = 0;
  bool marked_ = false;
  bool full_ = false;
};

}  // namespace

void Surfaces::clear() {
  constexpr std::size_t worth_keeping = 1 << 20;  // tokens: what a rare giant took is given back
  if (tokens.capacity() > worth_keeping) *this = Surfaces{};
  tokens.clear();
  words.clear();
  counts.clear();
}

void Tokeniser::run(std::string_view text, Lexicon& lexicon, Surfaces& out) {
  lexicon.begin_document();
  out.clear();
  std::size_t at = 0;
  std::size_t begin = 0;   // of the word that is open
  std::uint64_t open = 0;  // 1: a word goes on from before `at`
  while (at < text.size()) {
    const ByteBits bits = classify(text, at);
    // The fast path goes as far as the first byte beyond ASCII.
    const std::uint64_t plain = bits.high == 0 ? ~0ULL : (bits.high & (~bits.high + 1)) - 1;
    const std::uint64_t word = bits.word & plain;
    // A set bit is where a word begins or where one has ended, by turns.
    for (std::uint64_t edges = (word ^ (word << 1 | open)) & plain; edges != 0;
         edges &= edges - 1) {
      const std::size_t edge = at + static_cast<std::size_t>(std::countr_zero(edges));
      if (open == 0) {
        begin = edge;
      } else {
        spell_ascii(text, begin, edge, spelling_);
        count_token(spelling_, begin, edge, lexicon, out);
      }
      open ^= 1;
    }
    if (bits.high != 0) {
      const std::size_t high = at + static_cast<std::size_t>(std::countr_zero(bits.high));
      at = other_words(text, open != 0 ? begin : high, lexicon, out);
      open = 0;
    } else {
      at += 64;
    }
  }
  if (open != 0) {
    spell_ascii(text, begin, text.size(), spelling_);
    count_token(spelling_, begin, text.size(), lexicon, out);
  }
}

/// The word that begins at `begin`, or a separator or lone character there: as far as the first
/// place where the fast path can go on.
std::size_t Tokeniser::other_words(std::string_view text, std::size_t begin, Lexicon& lexicon,
                                   Surfaces& out) {
  using Kind = Character::Kind;
  Collector word;
  std::size_t at = begin;
  std::size_t end = begin;  // of the last character that counts
  while (at < text.size()) {
    const auto [character, length] = characters_.decode(text.substr(at));
    const Kind kind = character->kind;
    if (kind == Kind::separator || (word.empty() && kind != Kind::word && kind != Kind::alone)) {
      at += length;
      break;
    }
    if (kind == Kind::alone && !word.empty()) break;
    at += length;
    if (kind == Kind::joiner) continue;
    word.add(*character);
    end = at;
    if (kind == Kind::alone) {
      while (at < text.size()) {  // its marks: vowels and tones
        const auto [mark, mark_length] = characters_.decode(text.substr(at));
        if (mark->kind != Kind::mark) break;
        word.add(*mark);
        at += mark_length;
        end = at;
      }
      break;
    }
  }
  if (!word.empty()) {
    word.spell(spelling_);
    count_token(spelling_, begin, end, lexicon, out);
  }
  return at;
}

}  // namespace engine::analyse
