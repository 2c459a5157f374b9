// Items that requests ask for, as a user's file has them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

#include "harness/expected.h"

namespace scenarios::templates {

/// How a file's items are written.
enum class ItemFormat : std::uint8_t {
  lines,  // an item a line, its one field `item`; any bytes but the line's end, which is LF or CR
          // LF
  csv,    // RFC 4180; the first row names the fields
  json_lines  // an object a line; the first one's texts, numbers, booleans and nulls are the fields
};

/// `.csv`, `.jsonl` and `.ndjson` say it; all other names are of lines.
ItemFormat format_of(const std::filesystem::path& file);

/// The rows of a file, read whole, in about the file's size and four bytes a cell. Empty lines are
/// passed over. Where no field of a CSV or JSON-lines file is named `item`, the first one is called
/// that, too.
class ItemTable {
 public:
  static constexpr std::uint64_t most_items = 10'000'000;
  static constexpr std::uintmax_t most_bytes = (std::uintmax_t{4} << 30) - 1;
  static constexpr std::size_t most_fields = 1'000;

  /// No file: items are numbers from 0 on, of which there are so many.
  static ItemTable numbers(std::uint64_t count);

  /// An error is one line: the file can't be read, is empty, too large, or which line of it is
  /// malformed, and how.
  static harness::Expected<ItemTable> open(const std::filesystem::path& file);
  /// `file` stands for the text in errors; `bytes` is about how many there are.
  static harness::Expected<ItemTable> read(std::istream& text, ItemFormat format,
                                           const std::string& file, std::uintmax_t bytes = 0);

  std::uint64_t count() const { return count_; }
  /// Names of the fields, at least `item`; none twice.
  const std::vector<std::string>& fields() const { return fields_; }
  /// A number item's text lives in `scratch`. Preconditions: item < count(), field <
  /// fields().size().
  std::string_view text(std::uint64_t item, std::size_t field, std::string& scratch) const;

 private:
  friend class TableBuilder;
  ItemTable() = default;

  std::vector<std::string> fields_ = {"item"};
  std::uint64_t count_ = 0;
  std::size_t columns_ = 0;          // 0: the items are numbers
  bool first_twice_ = false;         // is field 0 another name of field 1?
  std::string bytes_;                // cell after cell
  std::vector<std::uint32_t> ends_;  // of each cell, row after row, from a first 0 on
};

}  // namespace scenarios::templates
