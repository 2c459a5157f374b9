// Paths of equal length for builds, as paths are baked into programs.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

namespace scenarios {

/// A path that is as long as asked for, in the folder for temporary files or in /tmp, whose name is
/// made from `key`; another one for each `attempt`. Empty where there is none: it would be too
/// short to tell keys apart, or longer than a file's name may be.
std::optional<std::filesystem::path> build_path(std::size_t length, const std::string& key,
                                                int attempt);

}  // namespace scenarios
