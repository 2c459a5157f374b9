// Two programs as files that differ in nothing but their bytes.
#pragma once

#include <filesystem>

#include "harness/expected.h"

namespace harness::benchmarks {

/// The files of a base and a candidate.
struct Programs {
  std::filesystem::path base, candidate;
};

/// Puts a fresh copy of each below `folder`, at paths of one length: what a program's path is long
/// moves its stack, and a file's pages lie where they happened to be free when it was written,
/// which stays so for as long as they are cached. So a pair should have copies of its own. What was
/// there before goes. An error names the file that could not be read or written.
Expected<Programs> fresh_copies(const Programs& of, const std::filesystem::path& folder);

/// Links in the place of copies, for a program that looks for libraries beside itself.
Expected<Programs> fresh_links(const Programs& to, const std::filesystem::path& folder);

}  // namespace harness::benchmarks
