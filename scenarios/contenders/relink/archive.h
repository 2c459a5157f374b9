// A static library's members.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "harness/expected.h"

namespace scenarios {

/// A file within a static library.
struct ArchiveMember {
  std::string name;
  std::uint64_t offset = 0, size = 0;  // of its bytes within the library's file

  bool operator==(const ArchiveMember&) const = default;
};

/// The members in their order, without tables of symbols and names. An error: it can't be read, is
/// no library in the format of GNU's ar, is cut short, or only points to its members (a thin one).
harness::Expected<std::vector<ArchiveMember>> members_of(const std::filesystem::path& archive);

/// Copies a member into a new file.
harness::Expected<void> extract(const std::filesystem::path& archive, const ArchiveMember& member,
                                const std::filesystem::path& to);

}  // namespace scenarios
