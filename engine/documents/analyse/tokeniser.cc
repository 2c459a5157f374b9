#include "engine/documents/analyse/tokeniser.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <span>

#include "engine/documents/analyse/byte_bits.h"

namespace engine::documents::analyse {
namespace {

constexpr std::size_t longest = TokenStream::longest_term;

/// Letters and digits of ASCII to lower case: digits have the bit already.
constexpr std::uint64_t lower_bits = 0x2020202020202020;

/// Row n keeps the first n of a unit's bytes in memory order, whatever the machine's byte order.
constexpr auto keep_first = [] {
  std::array<std::uint64_t, Spelling::unit + 1> masks{};
  for (std::size_t n = 0; n <= Spelling::unit; ++n) {
    std::array<unsigned char, Spelling::unit> bytes{};
    for (std::size_t i = 0; i < n; ++i) bytes[i] = 0xFF;
    masks[n] = std::bit_cast<std::uint64_t>(bytes);
  }
  return masks;
}();

/// The unit at `from`, folded, with zeros for what lies beyond the first `length` bytes.
inline std::uint64_t lower_unit(const char* from, std::size_t length) {
  std::uint64_t value = 0;
  std::memcpy(&value, from, Spelling::unit);
  return (value | lower_bits) & keep_first[std::min(length, Spelling::unit)];
}

/// Spells an ASCII word of the text, reading whole units, past the word's end too.
inline void spell_ascii(std::string_view text, std::size_t begin, std::size_t end, Spelling& out) {
  constexpr std::size_t unit = Spelling::unit;
  out.length = std::min(end - begin, longest);
  const char* from = text.data() + begin;
  std::array<char, longest> padded;
  const std::size_t reach = std::max(out.unit_count(), Spelling::head) * unit;
  if (begin + reach > text.size()) {  // only at the text's very end
    padded.fill(0);
    std::memcpy(padded.data(), from, out.length);
    from = padded.data();
  }
  out.units[0] = lower_unit(from, out.length);
  out.units[1] = lower_unit(from + unit, out.length - std::min(out.length, unit));
  for (std::size_t i = Spelling::head; i < out.unit_count(); ++i) {
    out.units[i] = lower_unit(from + i * unit, out.length - i * unit);
  }
}

/// One more token, counted under its surface.
inline void count_token(const Spelling& spelling, std::size_t begin, std::size_t end,
                        Lexicon& lexicon, Surfaces& out) {
  const std::uint32_t number = lexicon.intern(spelling);
  Word& word = lexicon.word(number);
  if (word.surface_epoch != lexicon.epoch()) {
    word.surface_epoch = lexicon.epoch();
    word.surface = static_cast<std::uint32_t>(out.words.size());
    word.count = 0;
    out.words.push_back(number);
  }
  ++word.count;
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
  begin(lexicon, out);
  find_words(text, lexicon, out);
  end(lexicon, out);
}

void Tokeniser::begin(Lexicon& lexicon, Surfaces& out) {
  lexicon.begin_document();
  out.clear();
}

void Tokeniser::add(std::string_view window, std::size_t offset, Lexicon& lexicon, Surfaces& out) {
  out.tokens.clear();
  append(window, offset, lexicon, out);
}

void Tokeniser::append(std::string_view window, std::size_t offset, Lexicon& lexicon,
                       Surfaces& out) {
  const std::size_t before = out.tokens.size();
  find_words(window, lexicon, out);
  if (offset == 0) return;
  for (Token& token : std::span(out.tokens).subspan(before)) {
    token.begin += static_cast<std::uint32_t>(offset);
    token.end += static_cast<std::uint32_t>(offset);
  }
}

void Tokeniser::end(const Lexicon& lexicon, Surfaces& out) {
  for (const std::uint32_t number : out.words) out.counts.push_back(lexicon.word(number).count);
}

void Tokeniser::find_words(std::string_view text, Lexicon& lexicon, Surfaces& out) {
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

}  // namespace engine::documents::analyse
