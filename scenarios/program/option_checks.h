// What a command's options take.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <limits>

namespace scenarios {

/// A whole number in digits, from `least` to `most`. CLI11's own reading wraps what is too large
/// for its type.
CLI::Validator whole_number(std::uint64_t least, std::uint64_t most);

/// What a seed may be: any of 2^64.
inline CLI::Validator any_seed() {
  return whole_number(0, std::numeric_limits<std::uint64_t>::max());
}

/// No option of the program's commands takes an empty text: it is a variable that was not set.
/// Call when all are added.
void refuse_empty_values(CLI::App& program);

}  // namespace scenarios
