#include "scenarios/contenders/build_folder.h"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <system_error>

#include "harness/environment/command.h"
#include "harness/environment/git.h"

namespace scenarios {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::optional<fs::path> configured_above(const fs::path& program) {
  std::error_code error;
  for (fs::path folder = program.parent_path();; folder = folder.parent_path()) {
    if (fs::is_regular_file(folder / "CMakeCache.txt", error)) return folder;
    if (folder == folder.parent_path()) return std::nullopt;
  }
}

}  // namespace

harness::Expected<BuildFolder> build_folder_of(const fs::path& program) {
  std::error_code error;
  const fs::path file = fs::canonical(program, error);
  if (error) {
    return harness::failure(fmt::format("{}: {}", program.string(), error.message()));
  }
  const auto folder = configured_above(file);
  if (!folder) {
    return harness::failure(
        fmt::format("{} does not lie in a folder that CMake built in", program.string()));
  }
  BuildFolder build;
  build.entries = read_cmake_cache(text_of(*folder / "CMakeCache.txt"));
  build.folder = value_of(build.entries, "CMAKE_CACHEFILE_DIR").value_or("");
  build.source = value_of(build.entries, "CMAKE_HOME_DIRECTORY").value_or("");
  build.generator = value_of(build.entries, "CMAKE_GENERATOR").value_or("");
  build.program = file.lexically_relative(*folder);
  if (!fs::equivalent(build.folder, *folder, error)) {
    return harness::failure(fmt::format("{}: its build folder was moved here from {}",
                                        program.string(), build.folder.string()));
  }
  if (value_of(build.entries, "CMAKE_CONFIGURATION_TYPES")) {
    return harness::failure(
        fmt::format("{}: its build folder holds several configurations, which is not supported",
                    program.string()));
  }
  return build;
}

std::optional<std::string> staleness(const BuildFolder& build) {
  if (build.generator != "Ninja") return std::nullopt;
  const auto plan = harness::environment::output_of(
      harness::environment::outside_hooks(
          {"ninja", "-C", build.folder.string(), "-n", build.program.string()}),
      std::chrono::seconds(10));
  if (!plan || plan->find("no work to do") != plan->npos) return std::nullopt;
  return fmt::format(
      "{} was built before its sources changed: what is measured is the program as it was built",
      (build.folder / build.program).string());
}

}  // namespace scenarios
