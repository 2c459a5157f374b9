// One column of a CSV file, for inputs that come from outside.
#pragma once

#include <filesystem>
#include <fstream>
#include <functional>
#include <istream>
#include <string>
#include <string_view>

#include "harness/expected.h"

namespace harness::schedule {

/// Which column is read, and what is said when it isn't there.
struct CsvColumn {
  std::string_view name;  // as the header has it
  /// Whether the first cell of a file with a single column is a value already, and no header.
  bool (*is_value)(std::string_view cell);
  std::string_view no_column;  // the error's words
  std::string_view no_cell;    // the same for a row that ends before the column
};

/// Takes a row's cell, which lasts for the call; its error is told with file and line.
using TakeCell = std::function<Expected<void>(std::string_view cell)>;

/// Gives `take` the column's cell of each row, in order; empty lines are passed over. `file` stands
/// for the text in errors, which are `take`'s, a stray or unclosed quote, a missing column or cell,
/// a row of over 64 KiB, a stream that fails.
Expected<void> read_csv_column(std::istream& csv, const std::string& file, const CsvColumn& column,
                               const TakeCell& take);

/// The file, open. Errors, which name it: not there, no regular file, unreadable.
Expected<std::ifstream> open_csv(const std::filesystem::path& file);

}  // namespace harness::schedule
