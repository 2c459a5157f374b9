#include "engine/documents/chunk/abbreviations.h"

#include <algorithm>
#include <array>

namespace engine::documents::chunk {
namespace {

// Sorted. Words that often stand last, such as "etc." and "Inc.", are missing on purpose: before a
// capital letter they more often end a sentence than not.
constexpr std::array<std::string_view, 38> before_anything = {
    "al",   "approx", "bzw", "ca",  "capt", "cf",  "col", "dept", "dipl", "dr",
    "eg",   "fr",     "gen", "gov", "hon",  "ie",  "ing", "jr",   "lt",   "messrs",
    "mlle", "mme",    "mr",  "mrs", "ms",   "mt",  "nb",  "prof", "resp", "rev",
    "sen",  "sgt",    "sra", "st",  "usf",  "viz", "vs",  "zb",
};
static_assert(std::ranges::is_sorted(before_anything));

constexpr std::array<std::string_view, 38> before_number = {
    "abb", "abs", "apr",  "art", "aug", "bd",  "bl",  "ch",  "chap", "dec", "ed",  "eq",  "eqs",
    "feb", "fig", "figs", "jan", "jul", "jun", "kap", "mar", "no",   "nos", "nov", "nr",  "nrs",
    "oct", "okt", "p",    "par", "pp",  "pt",  "sec", "sep", "sept", "tab", "ver", "vol",
};
static_assert(std::ranges::is_sorted(before_number));

constexpr bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// "e.g", "U.S", "z.B", "Ph.D": at most two letters between the points, and at least one point.
bool is_dotted(std::string_view word) {
  std::size_t run = 0;
  bool dotted = false;
  for (const char c : word) {
    if (c == '.') {
      if (run == 0) return false;
      dotted = true;
      run = 0;
    } else if (!is_letter(c) || ++run > 2) {
      return false;
    }
  }
  return dotted && run == 1;
}

}  // namespace

bool is_abbreviation(std::string_view word, bool number_follows) {
  if (word.empty() || word.size() > longest_abbreviation) return false;
  if (word.size() == 1 && word[0] >= 'A' && word[0] <= 'Z') return true;  // an initial
  if (is_dotted(word)) return true;
  std::array<char, longest_abbreviation> folded{};
  std::ranges::transform(word, folded.begin(), lower);
  const std::string_view key(folded.data(), word.size());
  return std::ranges::binary_search(before_anything, key) ||
         (number_follows && std::ranges::binary_search(before_number, key));
}

}  // namespace engine::documents::chunk
