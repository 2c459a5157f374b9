// Words whose point does not end a sentence.
#pragma once

#include <string_view>

namespace engine::documents::chunk {

/// No abbreviation is longer, in bytes; callers need not look further back.
inline constexpr std::size_t longest_abbreviation = 12;

/// May the sentence go on after `word` and its point? `word` is what stands before the point, back
/// to the last space or bracket: "Dr", "e.g", "J". `number_follows`: what comes next is a digit,
/// which makes the difference between "No. 5" and "Oh no."
bool is_abbreviation(std::string_view word, bool number_follows);

}  // namespace engine::documents::chunk
