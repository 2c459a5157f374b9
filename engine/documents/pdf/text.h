// A page's words as poppler gives them, into plain UTF-8.
#pragma once

#include <string>
#include <string_view>

namespace engine::documents::pdf {

/// Valid UTF-8 without control characters but tabs and line feeds, without byte-order marks and
/// soft hyphens; ligatures are written out, as nobody searches for them; a page break is a line
/// feed; what is no character becomes U+FFFD. White space at either end is left out.
std::string to_text(std::u16string_view words);

}  // namespace engine::documents::pdf
