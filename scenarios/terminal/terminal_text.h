// Text as a terminal shows it: in columns, which are neither bytes nor characters.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace scenarios {

/// How many columns a text takes: colour codes and combining marks none, wide characters two.
std::size_t columns_of(std::string_view text);

/// The cleaned text, or its start and an ellipsis: at most `most` columns.
std::string fitted(std::string_view text, std::size_t most);

/// With spaces behind it (`left`) or before it, so that it takes so many columns.
std::string padded(const std::string& text, std::size_t columns, bool left);

/// A cleaned sentence in lines of at most `width` columns, the first after `first`, the others
/// after `later`. Broken at spaces, and within a word that no line can hold.
std::string wrapped(std::string_view sentence, const std::string& first, const std::string& later,
                    std::size_t width);

}  // namespace scenarios
