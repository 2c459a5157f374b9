#include "engine/documents/analyse/lexicon.h"

#include <algorithm>
#include <cstring>
#include <random>

#include "engine/documents/analyse/stop_words.h"

namespace engine::documents::analyse {
namespace {

bool is_ascii_letter(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_ascii(char c) {
  return static_cast<unsigned char>(c) < 0x80;
}

/// A letter beyond ASCII is taken for granted where there is a byte beyond ASCII.
bool is_substantial(std::string_view text) {
  if (text.size() < 2) return false;
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return is_ascii_letter(c) || !is_ascii(c); }) &&
         (text.size() > 2 || is_ascii(text[0]));
}

}  // namespace

void Spelling::assign(std::string_view word) {
  length = word.size();
  units[0] = units[1] = units[unit_count() - 1] = 0;
  std::memcpy(units.data(), word.data(), word.size());
}

Lexicon::Lexicon() {
  std::random_device chance;
  seed_ = (std::uint64_t{chance()} << 32) | chance();
  clear();
}

void Lexicon::begin_document() {
  if (words_.size() > most_words || epoch_ == ~0U) clear();
  ++epoch_;
}

void Lexicon::clear() {
  slots_ = std::vector<Slot>(first_slots, Slot{0, nothing});
  mask_ = first_slots - 1;
  words_ = {};
  units_ = {};
  epoch_ = 0;
}

std::uint32_t Lexicon::insert(const Spelling& spelling, std::uint64_t hash, std::size_t at) {
  const auto number = static_cast<std::uint32_t>(words_.size());
  slots_[at] = {static_cast<std::uint32_t>(hash >> 32), number};
  Word word{};
  word.head = {spelling.units[0], spelling.units[1]};
  word.text = static_cast<std::uint32_t>(units_.size());
  word.length = static_cast<std::uint8_t>(spelling.length);
  word.stem_language = LanguageId::none;
  units_.insert(units_.end(), spelling.units.begin(),
                spelling.units.begin() + static_cast<std::ptrdiff_t>(spelling.unit_count()));
  const std::string_view letters = text(word);
  word.script = script_of(letters);
  word.substantial = is_substantial(letters);
  word.stop_in = stop_word_in(letters);
  words_.push_back(word);
  if (words_.size() * 2 > slots_.size()) grow();
  return number;
}

void Lexicon::grow() {
  slots_.assign(slots_.size() * 2, Slot{0, nothing});
  mask_ = slots_.size() - 1;
  Spelling spelling;
  for (std::uint32_t number = 0; number < words_.size(); ++number) {
    spelling.assign(text(words_[number]));
    const std::uint64_t hash = hash_of(spelling);
    std::size_t at = hash & mask_;
    while (slots_[at].word != nothing) at = (at + 1) & mask_;
    slots_[at] = {static_cast<std::uint32_t>(hash >> 32), number};
  }
}

}  // namespace engine::documents::analyse
