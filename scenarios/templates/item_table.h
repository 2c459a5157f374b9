// Items that requests ask for, as a user's file has them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "harness/expected.h"

namespace scenarios::templates {

/// The rows of a file, read whole: its name decides how. `.csv`: fields by its first line;
/// `.jsonl`,
/// `.ndjson`: an object a line, whose strings, numbers and booleans are the fields; anything else:
/// a line an item, which is its one field, `item`. Of the other two the first field is `item`, too.
class ItemTable {
 public:
  static constexpr std::uint64_t most_items = 10'000'000;
  static constexpr std::uintmax_t most_bytes = std::uintmax_t{4} << 30;

  /// No file: items are numbers from 0 on, of which there are so many.
  static ItemTable numbers(std::uint64_t count);

  /// An error is one line: the file can't be read, is empty, too large, or which line of it is
  /// malformed, and how.
  static harness::Expected<ItemTable> open(const std::filesystem::path& file);

  std::uint64_t count() const;
  /// Names of the fields: at least `item`.
  const std::vector<std::string>& fields() const;
  /// A number item's text lives in `scratch`. Preconditions: item < count(), field <
  /// fields().size().
  std::string_view text(std::uint64_t item, std::size_t field, std::string& scratch) const;
};

}  // namespace scenarios::templates
