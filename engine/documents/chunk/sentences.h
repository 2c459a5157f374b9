// Where sentences begin and end.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace engine::documents::chunk {

/// A stretch of text, as half-open byte offsets.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool operator==(const Span&) const = default;
};

/// Appends the sentences of text[begin, end) to `out`: in order, not empty, without the white space
/// around them, on UTF-8 boundaries; all that is left out is white space. A sentence ends at its
/// terminator (with the quotes and brackets that close after it), and at every newline. The points
/// of abbreviations, initials, decimals, versions and names such as "main.c" end nothing.
/// Preconditions: begin <= end <= text.size(), both on UTF-8 boundaries. Linear time.
void split_sentences(std::string_view text, std::uint32_t begin, std::uint32_t end,
                     std::vector<Span>& out);

}  // namespace engine::documents::chunk
