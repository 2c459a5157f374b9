// A few large documents, made of the default corpus's small ones.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>

#include "harness/expected.h"

namespace scenarios {

/// How many documents of each format, and how large at least.
struct LargePlan {
  std::size_t texts = 4;
  std::size_t pages = 4;  // HTML
  std::size_t markdowns = 2;
  std::uint64_t bytes = 24'000'000;           // of a text and a page
  std::uint64_t markdown_bytes = 12'000'000;  // which its parser wants whole
};

/// Where `./prony run --corpus large` has it: below results/, and not in git.
std::filesystem::path large_corpus();

/// Makes the folder `to` with the plan's documents, unless it is there: the documents of `from`
/// one after the other in the order of their ids, again and again, each large one beginning with
/// another, and each with a line of its own before every small one. The same documents each time.
/// Returns `to`. Errors: nothing to make one of, a folder that can't be written.
harness::Expected<std::filesystem::path> make_large_corpus(const std::filesystem::path& from,
                                                           const std::filesystem::path& to,
                                                           const LargePlan& plan = {});

}  // namespace scenarios
