#include "harness/nearest.h"

#include <algorithm>
#include <array>
#include <vector>

namespace harness {
namespace {

constexpr std::size_t longest_word = 64;

unsigned char folded(char c) {
  return static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

}  // namespace

// Lowrance and Wagner (1975): the row and column added before the table's first hold a distance
// that no path would choose, for letters that have not occurred yet.
std::size_t spelling_distance(std::string_view a, std::string_view b) {
  const std::size_t width = b.size() + 2;
  const std::size_t never = a.size() + b.size();
  std::vector<std::size_t> table((a.size() + 2) * width);
  const auto at = [&](std::size_t i, std::size_t j) -> std::size_t& {
    return table[i * width + j];
  };
  at(0, 0) = never;
  for (std::size_t i = 0; i <= a.size(); ++i) at(i + 1, 0) = never, at(i + 1, 1) = i;
  for (std::size_t j = 0; j <= b.size(); ++j) at(0, j + 1) = never, at(1, j + 1) = j;

  std::array<std::size_t, 256> last_row{};  // where in `a` each letter occurred last
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t last_column = 0;  // where in `b` this row's letter occurred last
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t row = last_row[folded(b[j - 1])];
      const std::size_t column = last_column;
      const bool same = folded(a[i - 1]) == folded(b[j - 1]);
      if (same) last_column = j;
      const std::size_t swapped = at(row, column) + (i - row - 1) + 1 + (j - column - 1);
      at(i + 1, j + 1) =
          std::min({at(i, j) + (same ? 0 : 1), at(i + 1, j) + 1, at(i, j + 1) + 1, swapped});
    }
    last_row[folded(a[i - 1])] = i;
  }
  return at(a.size() + 1, b.size() + 1);
}

std::optional<std::string_view> nearest(std::string_view word,
                                        std::span<const std::string_view> candidates) {
  std::optional<std::string_view> best;
  if (word.size() > longest_word) return best;
  std::size_t best_distance = 0;
  for (const std::string_view candidate : candidates) {
    if (candidate.size() > 2 * longest_word) continue;
    const std::size_t distance = spelling_distance(word, candidate);
    if (distance > std::max(word.size(), candidate.size()) / 3) continue;
    if (best && distance >= best_distance) continue;
    best = candidate;
    best_distance = distance;
  }
  return best;
}

}  // namespace harness
