// A file that is there whole or not at all.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "harness/expected.h"

namespace harness::result {

/// "PATH: cannot DO: No space left on device; free some space there or ...": what a person needs
/// of a failed system call. `doing` is a verb ("write"); `code` is an errno.
Error system_error(const std::filesystem::path& path, std::string_view doing, int code);

/// Puts `bytes` at `path` by way of a temporary file beside it: written, fsynced, renamed, the
/// folder fsynced. Whatever stood there stays until then; after an error nothing is left over.
Expected<void> write_whole_file(const std::filesystem::path& path, std::string_view bytes);

/// The bytes of a regular file of at most `most_bytes`.
Expected<std::string> read_whole_file(const std::filesystem::path& path, std::uint64_t most_bytes);

/// Makes what was created, renamed or removed in `folder` last through a power cut.
Expected<void> sync_folder(const std::filesystem::path& folder);

}  // namespace harness::result
