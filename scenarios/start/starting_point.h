// What somebody begins with who wants to measure an engine of their own.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "harness/expected.h"

namespace scenarios::start {

/// Files with comments, ready to be changed, and what to type then.
struct StartingPoint {
  struct File {
    std::filesystem::path path;  // relative
    std::string text;
  };
  std::vector<File> files;
  std::string next;  // a line or two
};

/// For a server, a program, or a C++ engine: `kind` is http, command or library; `name` may be
/// empty. An error names the nearest right kind, or says what a name is made of.
harness::Expected<StartingPoint> starting_point(std::string_view kind, std::string_view name);

/// Writes its files below `folder`, all or none: nothing that is there is overwritten.
harness::Expected<void> write(const StartingPoint& start, const std::filesystem::path& folder);

}  // namespace scenarios::start
