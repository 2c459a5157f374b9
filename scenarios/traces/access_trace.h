// What was asked for, in order, as it was recorded somewhere.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <istream>
#include <string>
#include <vector>

#include "harness/expected.h"

namespace scenarios {

/// Recorded accesses. Items are numbered in order of their first access: 0 to population - 1.
struct AccessTrace {
  static constexpr std::size_t most_accesses = 10'000'000;
  static constexpr std::size_t most_name_bytes = std::size_t{64} << 20;  // of all items together

  std::vector<std::uint32_t> items;  // one for each access; at least one
  std::vector<std::string> names;    // by item, as the file has them
  std::uint32_t population = 0;
};

/// Reads a CSV file with a row for each access: either a single column of integers, or a header
/// names the column `item`, whose cells are integers or names; other columns (t_s) are passed over.
/// Errors name file and line: an item without a name, one of over 4096 bytes, a stray quote, a row
/// of over 64 KiB, more than fits, no access at all.
harness::Expected<AccessTrace> read_access_trace(const std::filesystem::path& file);

/// The same from a stream; `name` stands for the file in errors, `most` for most_accesses.
harness::Expected<AccessTrace> read_access_trace(std::istream& csv, const std::string& name,
                                                 std::size_t most = AccessTrace::most_accesses);

}  // namespace scenarios
