#include "scenarios/claim_words.h"

#include <algorithm>
#include <array>
#include <utility>

namespace scenarios {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> claimants{
    {{"000", "V2 report"},
     {"001", "experiments"},
     {"002", "conversion report"},
     {"003", "chapters report"},
     {"004", "inference report"},
     {"issue", "our own aim"}}};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_of_a_word(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/// How long the id is with which a text begins ("000.18", "003.S"); 0 if with none.
std::size_t id_length(std::string_view text) {
  if (text.size() < 5 || !text.starts_with("00") || text[2] < '0' || text[2] > '4' ||
      text[3] != '.') {
    return 0;
  }
  std::size_t end = 4;
  if (is_digit(text[end])) {
    while (end < text.size() && end < 6 && is_digit(text[end])) ++end;
  } else if (text[end] == 'S' || text[end] == 'T' || text[end] == 'M') {
    ++end;
  } else {
    return 0;
  }
  return end < text.size() && is_of_a_word(text[end]) ? 0 : end;
}

/// Before an id stands no part of a number, a name or a path.
bool may_come_before(char c) {
  return !is_of_a_word(c) && c != '.' && c != ',' && c != '-' && c != '/';
}

}  // namespace

std::string_view claimant(std::string_view id) {
  const std::string_view document = id.substr(0, id.find('.'));
  const auto found = std::find_if(claimants.begin(), claimants.end(),
                                  [&](const auto& known) { return known.first == document; });
  return found == claimants.end() ? std::string_view() : found->second;
}

std::string with_claimants(std::string_view sentence) {
  std::string text;
  for (std::size_t at = 0; at < sentence.size();) {
    const std::size_t length =
        at == 0 || may_come_before(sentence[at - 1]) ? id_length(sentence.substr(at)) : 0;
    if (length == 0) {
      text += sentence[at++];
      continue;
    }
    text += at == 0 ? "The " : "the ";
    text += claimant(sentence.substr(at, length));
    at += length;
  }
  return text;
}

}  // namespace scenarios
