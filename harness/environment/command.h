// Runs a program for what it prints.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "harness/expected.h"

namespace harness::environment {

/// What `words` (a program looked up in PATH, and its arguments; no shell sees them) printed on its
/// standard output, at most 64 KiB; the rest and its error output are dropped. Empty if it can't be
/// run, ends other than with exit code 0, or has not closed its output after `limit`: then it is
/// killed.
/// Precondition: at least one word.
std::optional<std::string> output_of(const std::vector<std::string>& words,
                                     std::chrono::milliseconds limit = std::chrono::seconds(5));

/// What is run, and where.
struct Command {
  std::vector<std::string> words;     // at least one: a program looked up in PATH, its arguments
  std::filesystem::path folder = {};  // that it works in; empty: this process's
};

/// Called with each line, without its end; a line over 64 KiB is cut.
using TellLine = std::function<void(std::string_view line)>;

/// Runs a command to its end, however long it takes, and tells each line of its standard and error
/// output as it comes. Its exit code. An error, a sentence about the program: it can't be run, was
/// killed by a signal, or was stopped: then it is asked to end, together with what it started in
/// its process group, and killed if it hasn't after three seconds.
Expected<int> follow(const Command& command, const TellLine& tell,
                     const std::stop_token& stop = {});

}  // namespace harness::environment
