// Which content a file had when it was last read.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <vector>

#include "engine/documents/items/file.h"
#include "engine/key/key.h"

namespace engine::documents::items {

/// Remembers files' stamps with the content keys that were found under them: a file with the same
/// stamp need not be read again to know its key. A file that was changed so shortly before it was
/// read that another change could hide under the same time is not remembered (as git has it:
/// "racily clean"). Holds a fixed number of files; one that comes may push another out.
/// Thread-safe.
class KnownFiles {
 public:
  using WallClock = std::function<std::chrono::system_clock::time_point()>;

  /// Longer than any file system's clock ticks (FAT: two seconds).
  static constexpr std::chrono::nanoseconds too_fresh = std::chrono::milliseconds(2'500);

  explicit KnownFiles(WallClock now = std::chrono::system_clock::now, std::size_t files = 1 << 14);

  /// When a file is about to be opened: is what its stamp will be to be remembered?
  std::chrono::system_clock::time_point now() const { return now_(); }

  /// Can a file with this stamp that was opened no earlier than at `opened` be told by it for good:
  /// will each later change show?
  static bool is_settled(const Stamp& stamp, std::chrono::system_clock::time_point opened);

  /// The key that was learnt under exactly this stamp.
  std::optional<key::Key> find(const Stamp& stamp) const;

  /// The bytes that were read from a file opened no earlier than at `opened`, with this stamp then,
  /// have this key.
  void learn(const Stamp& stamp, const key::Key& key, std::chrono::system_clock::time_point opened);

  /// Forgets which files had a content of this key, and says how many had. Looks through all that
  /// it holds.
  std::size_t forget(const key::Key& key);

 private:
  struct Known {
    Stamp stamp;
    key::Key key;
    bool operator==(const Known&) const = default;
  };
  static constexpr std::size_t ways = 4;  // files that share a set
  static constexpr std::size_t locks = 16;

  struct Set {
    std::array<Known, ways> files;
    std::uint32_t next = 0;  // to be pushed out
  };

  std::size_t set_of(const Stamp& stamp) const;

  const WallClock now_;
  std::vector<Set> sets_;
  mutable std::array<std::mutex, locks> mutexes_;
};

}  // namespace engine::documents::items
