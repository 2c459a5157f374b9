// The letters of a CSV file (RFC 4180): cells and rows of text, not yet their meaning.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "harness/expected.h"

namespace harness::result {

/// Appends `text` as one cell, quoted only where it must be.
void append_cell(std::string& csv, std::string_view text);

/// Takes one row and the line (from 1) on which it starts; an error ends the reading.
using RowReceiver =
    std::function<Expected<void>(std::size_t line, std::span<const std::string> cells)>;

/// Hands every row of `text` to `take`, the header's too. Blank lines are passed over. Errors name
/// `file` and line: stray or unclosed quotes, a last line without an end (a file cut short), more
/// than 20,000 cells in a row or 1,000,000 rows.
Expected<void> read_rows(std::string_view text, std::string_view file, const RowReceiver& take);

}  // namespace harness::result
