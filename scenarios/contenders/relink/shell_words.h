// A shell's command line, taken apart.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace scenarios {

/// The words as a shell would hand them to a program: quotes and backslashes are taken away,
/// nothing is expanded. Empty where a quote is left open, or the line does more than run programs
/// one after the other (pipes, redirections, variables): && is a word of its own.
std::optional<std::vector<std::string>> shell_words(std::string_view line);

}  // namespace scenarios
