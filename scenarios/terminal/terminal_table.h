// Columns of text for a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace scenarios {

/// A column: what stands above it, and in its lines.
struct TerminalColumn {
  std::string heading;
  std::vector<std::string> cells = {};
  bool left = false;   // which side the cells keep to
  bool close = false;  // belongs to the column before: one space away, and goes when that goes
  /// Where a line would be too long, columns go, the smallest of these first; 0 stays.
  int expendable = 0;
  std::vector<std::string> colours = {};  // codes such as "31", a cell each; may be empty
  std::string note = {};                  // for whoever writes what is to be said below a table
};

/// Those that stay where expendable columns go until a line fits, or none is left to go.
std::vector<TerminalColumn> without_expendable(std::vector<TerminalColumn> columns,
                                               std::size_t width);

/// The columns side by side, two spaces in and two apart, at most `width` wide. Where they are not:
/// expendable columns go, then the first one is cut, then the columns that are left over stand in
/// further tables below, each of which begins with the first column. Empty without columns.
/// Precondition: all have as many cells.
std::string terminal_table(std::vector<TerminalColumn> columns, std::size_t width);

}  // namespace scenarios
