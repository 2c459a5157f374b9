// A zip file in memory, read with hard limits.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/expected.h"

struct zip;

namespace engine::archive {

inline constexpr std::size_t most_entries = 10'000;

/// A zip file that somebody else holds, read entry by entry. What its headers say of sizes is not
/// believed: memory grows with what is really unpacked, and of that there is a budget for all
/// entries together. Nothing is ever written to disk, so names are only names: whatever bytes they
/// are, ".." and absolute ones included. Stored and deflated entries are read, which is all that
/// DOCX (ECMA-376-2, annex C) and EPUB (OCF 3, 4.2) allow.
class Zip {
 public:
  /// Precondition: `bytes` stay as they are while this lives. Errors: malformed (no zip file),
  /// too_large (more than `most_entries`, whatever there really are).
  static Expected<Zip> open(std::string_view bytes, std::uint64_t most_unpacked);

  /// How many entries its directory has.
  std::size_t size() const { return names_.size(); }

  /// As it stands in the directory: not to be taken for UTF-8. Precondition: entry < size().
  std::string_view name(std::size_t entry) const { return names_[entry]; }

  /// The entry of exactly this name; of several, the first in the directory.
  std::optional<std::size_t> find(std::string_view name) const;

  /// Unpacks an entry into `bytes` (instead of what is there, in its memory), which hold a part of
  /// it after an error. What was unpacked counts each time. Precondition: entry < size(). Errors:
  /// encrypted, malformed (damaged, its check sum included; another method), too_large (the budget,
  /// or more than `most` bytes).
  Expected<void> read(std::size_t entry, std::string& bytes, std::uint64_t most = UINT64_MAX);

 private:
  struct Discard {
    void operator()(zip* archive) const;
  };
  using Archive = std::unique_ptr<zip, Discard>;

  Zip(Archive archive, std::uint64_t most_unpacked);

  Archive archive_;
  std::vector<std::string_view> names_;  // into the archive
  std::unordered_map<std::string_view, std::size_t> entries_;
  std::uint64_t left_;  // bytes that may still be unpacked
};

}  // namespace engine::archive
