// Runs a program for what it prints.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace harness::environment {

/// What `words` (a program looked up in PATH, and its arguments; no shell sees them) printed on its
/// standard output, at most 64 KiB; the rest and its error output are dropped. Empty if it can't be
/// run, ends other than with exit code 0, or has not closed its output after `limit`: then it is
/// killed.
/// Precondition: at least one word.
std::optional<std::string> output_of(const std::vector<std::string>& words,
                                     std::chrono::milliseconds limit = std::chrono::seconds(5));

}  // namespace harness::environment
