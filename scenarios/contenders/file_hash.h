// What tells one program from another.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "harness/expected.h"

namespace scenarios {

/// SHA-256 of the file's bytes, hexadecimal. An error: it can't be read.
harness::Expected<std::string> file_hash(const std::filesystem::path& path);

/// SHA-256 of a text.
std::string text_hash(std::string_view text);

}  // namespace scenarios
