// Small files of the kernel's (/proc, /sys), read whole into memory of bounded size.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace harness::probe {

/// The file's first `limit` bytes; empty, with errno saying why, if it can't be read.
std::optional<std::string> read_text(const std::filesystem::path& path, std::size_t limit = 16384);

/// The same, without the white space at its end.
std::optional<std::string> read_line(const std::filesystem::path& path);

/// How many reading system calls the two functions above have made in this process, so that a probe
/// can take its own reading out of the process's I/O operations.
std::uint64_t reading_calls();

}  // namespace harness::probe
