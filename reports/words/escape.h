// Text from outside (names of items, sentences, commands), made harmless where it is shown.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace reports::words {

/// Valid UTF-8 in which each control character (line breaks too) is a space and each byte that is
/// not UTF-8 is U+FFFD.
std::string clean_text(std::string_view text);

/// At most `most` characters: the cleaned text, or its start and an ellipsis.
std::string shortened(std::string_view text, std::size_t most);

/// How many characters (code points) a valid UTF-8 text has.
std::size_t characters(std::string_view text);

/// Cleaned and safe in HTML, as an element's text or between an attribute's quotes.
std::string html_text(std::string_view text);

/// Cleaned and safe in a GitHub table's cell or a paragraph: no markup, no links, no mentions.
std::string markdown_text(std::string_view text);

/// Cleaned, as a gnuplot string with its quotes: single ones, in which gnuplot substitutes nothing.
std::string gnuplot_text(std::string_view text);

}  // namespace reports::words
