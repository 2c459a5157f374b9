// A command line as words, and words as a command line.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "harness/expected.h"

namespace scenarios {

/// Words as one line that a POSIX shell, and split_words(), takes apart into exactly these. A word
/// is quoted only where it must be.
std::string join_words(std::span<const std::string> words);

/// A line taken apart as a POSIX shell does, with '...', "..." and backslashes, and without
/// expanding anything: $HOME and *.txt stay as they are. An error: a quote that is not closed, a
/// backslash at the end.
harness::Expected<std::vector<std::string>> split_words(std::string_view line);

/// Does a shell make something of the line that split_words() does not: a pipe, a redirection, a
/// variable, a pattern, an assignment before the program?
bool needs_shell(std::string_view line);

}  // namespace scenarios
