#include "reports/words/claim_words.h"

#include <algorithm>

namespace reports::words {
namespace {

constexpr std::string_view own_target = "issue";

bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}

bool is_word(char letter) {
  return is_digit(letter) || (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z');
}

/// Before an id stands no part of a number ("1,000.5"), a name or a path.
bool may_come_before(char letter) {
  return !is_word(letter) && std::string_view(".,-/").find(letter) == std::string_view::npos;
}

/// How long the id at the text's beginning is, without any limit at its end; 0 without one.
std::size_t id_length(std::string_view text) {
  if (text.size() < 3 || text[0] != '0' || text[1] != '0' || !is_digit(text[2])) return 0;
  if (text.size() < 5 || text[3] != '.') return 3;
  if (text[4] >= 'A' && text[4] <= 'Z') return 5;
  std::size_t end = 4;
  while (end < text.size() && is_digit(text[end])) ++end;
  return end == 4 ? 3 : end;
}

}  // namespace

bool is_claim(std::string_view source) {
  return source == own_target || (!source.empty() && id_length(source) == source.size());
}

std::string source_in_words(std::string_view source) {
  if (source == own_target) return "own target";
  return is_claim(source) ? "claim " + std::string(source) : std::string(source);
}

std::vector<SentencePart> parts_of_sentence(std::string_view sentence) {
  std::vector<SentencePart> parts;
  std::size_t from = 0;
  const auto add_words = [&](std::size_t to) {
    if (to > from) parts.push_back({sentence.substr(from, to - from), {}});
  };
  for (std::size_t at = 0; at < sentence.size();) {
    const std::string_view rest = sentence.substr(at);
    const std::size_t length = id_length(rest);
    const bool begins = at == 0 || may_come_before(sentence[at - 1]);
    const bool ends = length >= rest.size() || !is_word(rest[length]);
    if (length <= 3 || !begins || !ends) {
      ++at;
      continue;
    }
    add_words(at);
    parts.push_back({rest.substr(0, length), rest.substr(0, length)});
    at = from = at + length;
  }
  add_words(sentence.size());
  return parts;
}

}  // namespace reports::words
