// A folder of its own for as long as it is needed.
#pragma once

#include <filesystem>

#include "harness/expected.h"

namespace scenarios {

/// A new folder that only this user can look into, removed with everything in it at the end.
class ScratchFolder {
 public:
  /// Within that folder; empty: the one for temporary files. An error: it has no room for it.
  static harness::Expected<ScratchFolder> make(const std::filesystem::path& within = {});

  ~ScratchFolder();
  ScratchFolder(ScratchFolder&& other) noexcept;
  ScratchFolder& operator=(ScratchFolder&&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  explicit ScratchFolder(std::filesystem::path path) : path_(std::move(path)) {}

  std::filesystem::path path_;  // empty: moved from
};

}  // namespace scenarios
