// The nearest right spelling of a word that somebody mistyped.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace harness {

/// The Damerau-Levenshtein distance: how many bytes to insert, delete, replace, or swap with their
/// neighbour to turn one word into the other. ASCII letters differing in case only count as equal.
std::size_t spelling_distance(std::string_view a, std::string_view b);

/// The candidate nearest to `word`, the first of several equally near; empty when none is within a
/// third of the longer word's length, or `word` is too long (over 64 bytes) to be a slip.
std::optional<std::string_view> nearest(std::string_view word,
                                        std::span<const std::string_view> candidates);

}  // namespace harness
