// The CMake build that a program came from.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "harness/expected.h"
#include "scenarios/contenders/cmake_cache.h"

namespace scenarios {

/// A build folder, as CMake's cache tells of it.
struct BuildFolder {
  std::filesystem::path folder;   // that holds CMakeCache.txt, as CMake calls it
  std::filesystem::path source;   // the top of what is built there
  std::filesystem::path program;  // from `folder`
  std::string generator;          // "Ninja", "Unix Makefiles"
  std::vector<CmakeEntry> entries;

  /// What is to be built for it: the target that is named as the program's file is.
  std::string target() const { return program.filename().string(); }
};

/// The nearest folder above the program that CMake configured. An error, which names the program,
/// where there is none, it was moved, or it holds several configurations.
harness::Expected<BuildFolder> build_folder_of(const std::filesystem::path& program);

/// "build/prony was built before a.cc changed ...", if its build tool would build it again. Empty
/// also where that can't be told: only Ninja is asked, and changes nothing.
std::optional<std::string> staleness(const BuildFolder& build);

}  // namespace scenarios
