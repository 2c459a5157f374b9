// Words as a shell takes them.
#pragma once

#include <span>
#include <string>

namespace scenarios {

/// In one line, each in single quotes where a shell would need it: split again, the words are as
/// they were.
std::string quoted_words(std::span<const std::string> words);

}  // namespace scenarios
