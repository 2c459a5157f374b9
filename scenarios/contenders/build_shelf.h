// Where builds of revisions are kept, so that the next gate need not build again.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "harness/expected.h"

namespace scenarios {

/// One build's place on the shelf, held while this lives: no other process changes it, and it isn't
/// thrown away. Gates that only use it hold it at once; whoever makes it holds it alone.
class ShelfPlace {
 public:
  explicit ShelfPlace(std::filesystem::path folder, int lock)
      : folder_(std::move(folder)), lock_(lock) {}
  ~ShelfPlace();
  ShelfPlace(const ShelfPlace&) = delete;
  ShelfPlace& operator=(const ShelfPlace&) = delete;

  const std::filesystem::path& folder() const { return folder_; }

  /// What was noted when it was made whole: where its program is. Empty: nobody finished it.
  std::optional<std::filesystem::path> program() const;

  /// From outside the shelf, to be removed with the place: a symbolic link to `to`, made now. An
  /// error where something else is at `path`.
  harness::Expected<void> link(const std::filesystem::path& path, const std::filesystem::path& to);

  /// Removes what an earlier try left, but for the file `kept`. Precondition: held alone.
  void clear(const std::string& kept = {});
  /// It is whole from now on, and others may use it. Precondition: held alone.
  harness::Expected<void> finish(const std::filesystem::path& program);

 private:
  friend class BuildShelf;
  bool share();
  bool own();
  bool is_there() const;
  bool links_stand() const;

  const std::filesystem::path folder_;
  const int lock_;
};

/// A folder of builds, of which the last few are kept.
class BuildShelf {
 public:
  explicit BuildShelf(std::filesystem::path folder) : folder_(std::move(folder)) {}
  /// Below XDG_CACHE_HOME, else HOME, else the folder for temporary files.
  static BuildShelf of_user();

  const std::filesystem::path& folder() const { return folder_; }

  /// The place of that name: whole, to be used, or held alone, to be made. While another process
  /// makes it, waits, and calls `waiting` once. An error: it can't be written to; it was stopped.
  harness::Expected<std::unique_ptr<ShelfPlace>> place(const std::string& name,
                                                       const std::function<void()>& waiting,
                                                       const std::stop_token& stop) const;

  /// Removes all but so many, the last ones used; those that are held stay.
  void tidy(std::size_t most = 3) const;

 private:
  std::unique_ptr<ShelfPlace> open(const std::string& name) const;

  const std::filesystem::path folder_;
};

}  // namespace scenarios
