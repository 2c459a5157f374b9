// A document's bytes from its file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "engine/expected.h"

namespace engine::documents {

/// The whole file. Errors: unreadable (with the system's words; also for what is no regular file),
/// too_large (more than max_bytes; nothing of it was read).
Expected<std::string> read_file(const std::filesystem::path& path, std::uint64_t max_bytes);

}  // namespace engine::documents
