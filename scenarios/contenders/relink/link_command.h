// How a program was linked.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "harness/expected.h"
#include "scenarios/contenders/build_folder.h"

namespace scenarios {

/// The linker's words without those for files that it writes, and where it works.
struct LinkCommand {
  std::vector<std::string> words;
  std::filesystem::path folder;
};

/// Asks the build folder's build tool: Ninja, or the file that CMake wrote for Make. An error says
/// why it can't be told.
harness::Expected<LinkCommand> link_command_of(const BuildFolder& build);

/// Asks nobody: the command among those of a shell's `line`, begun in `folder`, that makes
/// `program`.
harness::Expected<LinkCommand> link_command_in(std::string_view line,
                                               const std::filesystem::path& folder,
                                               const std::filesystem::path& program);

}  // namespace scenarios
