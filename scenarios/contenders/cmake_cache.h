// What CMake remembers of how a build folder was configured.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace scenarios {

/// A variable of the cache.
struct CmakeEntry {
  std::string name, type, value;  // "CMAKE_BUILD_TYPE", "STRING", "Release"
  bool typed = false;             // given on CMake's command line, and known to nobody else

  bool operator==(const CmakeEntry&) const = default;
};

/// The variables in the order of the file; lines that are none are passed over.
std::vector<CmakeEntry> read_cmake_cache(std::string_view text);

/// The value, unless it is empty or not there.
std::optional<std::string> value_of(const std::vector<CmakeEntry>& entries, std::string_view name);

/// A path that a build stands at, and the one that another build of its kind stands at.
struct Moved {
  std::filesystem::path from, to;
};

/// A script for `cmake -C` that configures another source as this one was: compilers, flags,
/// launchers, build type, the project's own switches and texts, and whatever somebody typed. What
/// CMake finds by itself is left out. A value that tells of a moved path tells of where it is now,
/// the first of several that fit.
std::string initial_cache(const std::vector<CmakeEntry>& entries, const std::vector<Moved>& moved);

}  // namespace scenarios
