// The documents below a folder, one after the other.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/expected.h"

namespace engine::documents::ingest {

/// What a walk has come by so far.
struct Walked {
  std::uint64_t documents = 0;        // files whose names say that a parser is there for them
  std::uint64_t others = 0;           // files and whatever else is none
  std::uint64_t linked_folders = 0;   // links to folders, which are not followed
  std::uint64_t closed_folders = 0;   // that could not be read, or lie too deep
  std::vector<std::string> problems;  // of the first of them, one line each
};

/// Goes through a folder and those below it, in the file system's order. Links to files count as
/// files; links to folders are passed over, so that no folder is met twice and no loop entered.
/// Holds an open folder for each level, at most `deepest`, and nothing that grows with the files.
/// Not thread-safe.
class Walk {
 public:
  static constexpr std::size_t deepest = 200;
  static constexpr std::size_t most_problems = 10;

  /// Errors: unreadable (there is no such folder, or it may not be read).
  static Expected<Walk> open(const std::filesystem::path& folder);

  /// The next document's path: absolute, without links in the folder's own part. Nothing: the walk
  /// is over.
  std::optional<std::filesystem::path> next();

  const Walked& walked() const { return walked_; }

 private:
  using Entries = std::filesystem::directory_iterator;

  explicit Walk(Entries top) { open_.push_back(std::move(top)); }
  bool take(const std::filesystem::directory_entry& entry);
  void enter(const std::filesystem::path& folder);
  void note_closed(const std::filesystem::path& folder, const std::string& why);

  std::vector<Entries> open_;
  Walked walked_;
};

}  // namespace engine::documents::ingest
