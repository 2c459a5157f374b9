// Which version of the source is checked out.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace harness::environment {

/// A checkout's commit, and whether its files differ from it (new ones that git doesn't ignore
/// count).
struct Commit {
  std::string id;  // in full, hexadecimal
  std::optional<bool> dirty;
};

/// Asks git. Empty if `folder` is not the top of a checkout, has no commit, or git won't say.
std::optional<Commit> read_commit(const std::filesystem::path& folder);

}  // namespace harness::environment
