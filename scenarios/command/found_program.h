// Which file a command's first word means.
#pragma once

#include <filesystem>
#include <string_view>

#include "harness/expected.h"

namespace scenarios::command {

/// The absolute path of the program: the word itself where it holds a '/', else the first of that
/// name in the PATH. An error is one line: there is none (with the nearest right name), it is a
/// folder, it may not be run.
harness::Expected<std::filesystem::path> find_program(std::string_view word);

}  // namespace scenarios::command
