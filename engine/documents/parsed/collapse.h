// White space collapsed in bulk.
#pragma once

#include <cstddef>
#include <string_view>

namespace engine::documents::parsed {

/// A copy may write up to so many bytes behind its result.
inline constexpr std::size_t collapse_slack = 16;

/// Copies `text` to `out`, each run of white space (bytes up to U+0020, and U+00A0) as one space.
/// `after_space` says whether a space stands just before `out` (then none is written first), and is
/// left saying it for the next piece. Returns the end of what was written.
/// Precondition: room for text.size() + collapse_slack bytes at `out`.
char* collapse(std::string_view text, char* out, bool& after_space);

}  // namespace engine::documents::parsed
