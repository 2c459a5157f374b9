#include "scenarios/contenders/scratch_folder.h"

#include <fmt/format.h>
#include <stdlib.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

namespace scenarios {

harness::Expected<ScratchFolder> ScratchFolder::make(const std::filesystem::path& within) {
  std::error_code error;
  const std::filesystem::path above =
      within.empty() ? std::filesystem::temp_directory_path(error) : within;
  std::string name = (above / "prony-XXXXXX").string();
  if (error || ::mkdtemp(name.data()) == nullptr) {
    return harness::failure(fmt::format("no folder for temporary files, {}: {}", name,
                                        std::generic_category().message(errno)));
  }
  return ScratchFolder(name);
}

ScratchFolder::ScratchFolder(ScratchFolder&& other) noexcept
    : path_(std::exchange(other.path_, {})) {}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

}  // namespace scenarios
