// A document's file, open, and how it is told from what it was before.
#pragma once

#include <cstdint>
#include <filesystem>
#include <utility>

#include "engine/expected.h"

namespace engine::documents::items {

/// What the system says of a file; any change of its content changes this, too, but for one so soon
/// after another that the clock of the file system shows the same time.
struct Stamp {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::uint64_t size = 0;     // bytes
  std::int64_t modified = 0;  // ns since 1970
  std::int64_t changed = 0;   // ns since 1970; nobody can set this one
  bool operator==(const Stamp&) const = default;
};

/// An open regular file, closed when it goes.
class File {
 public:
  /// Errors: unreadable (with the system's words; also for what is no regular file), too_large
  /// (more than max_bytes).
  static Expected<File> open(const std::filesystem::path& path, std::uint64_t max_bytes);
  File(File&& other) noexcept
      : descriptor_(std::exchange(other.descriptor_, -1)),
        stamp_(other.stamp_),
        path_(std::move(other.path_)) {}
  File& operator=(File&&) = delete;
  ~File();

  int descriptor() const { return descriptor_; }
  const Stamp& stamp() const { return stamp_; }  // as it was when the file was opened

  /// Reads up to `size` bytes from `offset` on: fewer only at the file's end. Errors: unreadable.
  Expected<std::size_t> read(std::uint64_t offset, char* into, std::size_t size) const;

  /// Has it changed since it was opened, as far as its stamp tells?
  bool has_changed() const;

  /// That error, for whoever finds out.
  tl::unexpected<Error> changed() const;
  /// What `errno` says.
  tl::unexpected<Error> system_failure() const;

 private:
  File(int descriptor, const std::filesystem::path& path) : descriptor_(descriptor), path_(path) {}

  int descriptor_;
  Stamp stamp_;
  std::filesystem::path path_;
};

/// The stamp of the file at `path`, which need not be readable; nothing if there is none or it is
/// no regular file.
bool find_stamp(const std::filesystem::path& path, Stamp& stamp);

}  // namespace engine::documents::items
