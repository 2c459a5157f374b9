// XHTML made ready for a reader of HTML.
#pragma once

#include <string>

namespace engine::documents::html {

/// Blanks out the elements that are complete in their one tag, such as <title/> or <object/>: HTML
/// knows no such thing, and would take all that follows for their inside. Line breaks and phrases,
/// such as <a id="p1"/>, stay. Linear time.
void blank_out_complete_elements(std::string& xhtml);

}  // namespace engine::documents::html
