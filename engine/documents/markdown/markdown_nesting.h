// Markdown that is nested too deep to be read.
#pragma once

#include <string_view>

namespace engine::documents::markdown {

/// Can lists and quotes in `bytes` be nested so deep that md4c's time for every further line
/// matters? It looks only at what the lines begin with: more than 512 marks in a row, or a list
/// item's mark beyond column 256 (so that lists are at most 128 deep).
bool is_nested_too_deep(std::string_view bytes);

}  // namespace engine::documents::markdown
