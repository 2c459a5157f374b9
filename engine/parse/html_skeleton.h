// HTML without all that says nothing about its text.
#pragma once

#include <string>
#include <string_view>

namespace engine::parse {

/// Writes `html` to `out` (instead of what is there) without comments, declarations, scripts,
/// styles, attributes (but for lang and role) and the tags of phrases, such as <b> and <a>. That
/// is most of a page's bytes, and the tree builder behind is saved from all of them. Tags are read
/// as the HTML standard's tokeniser reads them, so that what is left has no syntax to disagree on:
/// known names in small letters, and "&lt;" where a "<" is none of a tag's. Linear time.
void strip_to_skeleton(std::string_view html, std::string& out);

}  // namespace engine::parse
