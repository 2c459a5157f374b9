// Columns of text for a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace scenarios {

/// How wide everything that goes to the terminal may be.
inline constexpr std::size_t terminal_width = 100;

/// A column: what stands above it, and in its lines.
struct TerminalColumn {
  std::string heading;
  std::vector<std::string> cells = {};
  bool left = false;   // which side the cells keep to
  bool close = false;  // belongs to the column before: one space away, and goes when that goes
  /// Where a line would be too long, columns go, the smallest of these first; 0 stays.
  int expendable = 0;
};

/// The columns side by side, two spaces in and two apart, at most `terminal_width` wide: expendable
/// columns go, then the first one is cut. Empty without columns. Precondition: all have as many
/// cells.
std::string terminal_table(std::vector<TerminalColumn> columns);

}  // namespace scenarios
