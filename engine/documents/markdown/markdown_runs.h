// Paragraphs without an end.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace engine::documents::markdown {

/// md4c looks for a link's line among all those of its paragraph, so that its time grows with the
/// square of them. No more lines than these follow each other without a blank one.
inline constexpr std::size_t longest_run = 4'096;

/// `bytes` itself, mostly; else a copy in `buffer` with a blank line after each `longest_run` lines
/// in a row. That breaks a paragraph or a table in two, but loses no word. `inserted` (instead of
/// what is there) gets the place of each line feed in the copy that is not in `bytes`, in order.
std::string_view with_runs_broken(std::string_view bytes, std::string& buffer,
                                  std::vector<std::size_t>& inserted);

/// How long the first line is, without what ends it: "\n", "\r\n" or "\r".
std::size_t line_length(std::string_view bytes);

}  // namespace engine::documents::markdown
