#include "scenarios/terminal/terminal_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "scenarios/terminal/terminal_text.h"

namespace scenarios {
namespace {

constexpr std::size_t least_name = 12;  // columns of the first column, where others need room

/// A column and how wide it will be.
struct Laid {
  const TerminalColumn* column;
  std::size_t width;
};
/// Columns that stand side by side.
using Block = std::vector<Laid>;

std::size_t width_of(const TerminalColumn& column) {
  std::size_t width = columns_of(column.heading);
  for (const std::string& cell : column.cells) width = std::max(width, columns_of(cell));
  return width;
}

std::size_t gap_before(const TerminalColumn& column) {
  return column.close ? 1 : 2;
}

std::size_t sum_of(std::span<const TerminalColumn> columns) {
  std::size_t sum = 0;
  for (const TerminalColumn& column : columns) sum += gap_before(column) + width_of(column);
  return sum;
}

/// Where the columns that belong to `first` end.
std::size_t end_of_group(std::span<const TerminalColumn> columns, std::size_t first) {
  std::size_t end = first + 1;
  while (end < columns.size() && columns[end].close) ++end;
  return end;
}

/// Takes out what can be spared first; false when nothing can.
bool spare_one(std::vector<TerminalColumn>& columns) {
  auto first = columns.end();
  for (auto column = columns.begin(); column != columns.end(); ++column) {
    if (column->expendable == 0) continue;
    if (first == columns.end() || column->expendable < first->expendable) first = column;
  }
  if (first == columns.end()) return false;
  const auto index = static_cast<std::size_t>(first - columns.begin());
  const auto many = static_cast<std::ptrdiff_t>(end_of_group(columns, index) - index);
  columns.erase(first, first + many);
  return true;
}

/// As many columns side by side as fit, each block with the first one. No column is wider than what
/// the first leaves of a line.
std::vector<Block> blocks_of(std::span<const TerminalColumn> columns, std::size_t width) {
  const std::size_t others = sum_of(columns) - width_of(columns[0]);
  const std::size_t left = width > others ? width - others : 0;
  const bool one_block = left >= std::min(least_name, width_of(columns[0]));
  const std::size_t name = std::min(width_of(columns[0]), one_block ? left : width / 3);
  const std::size_t room = width > name + 4 ? width - name - 4 : 1;  // of a group of columns
  std::vector<Block> blocks{{{&columns[0], name}}};
  std::size_t used = name + 2;
  for (std::size_t at = 1; at < columns.size();) {
    const std::size_t end = end_of_group(columns, at);
    const std::size_t needed = std::min(sum_of(columns.subspan(at, end - at)), room + 2);
    if (used + needed > width && blocks.back().size() > 1) {
      blocks.push_back({{&columns[0], name}});
      used = name + 2;
    }
    std::size_t rest = needed;
    for (; at < end && rest > gap_before(columns[at]); ++at) {
      const std::size_t gap = gap_before(columns[at]);
      const std::size_t wide = std::min(width_of(columns[at]), rest - gap);
      blocks.back().push_back({&columns[at], wide});
      rest -= gap + wide;
    }
    at = end;
    used += needed;
  }
  return blocks;
}

/// The heading line, or that of a row.
std::string line_of(const Block& block, const std::size_t* row) {
  std::string line;
  for (const auto& [column, width] : block) {
    std::string cell = row == nullptr ? column->heading : column->cells[*row];
    cell = padded(fitted(cell, width), width, column->left);
    const bool colour = row != nullptr && !column->colours.empty();
    if (column == block.back().column) {  // nothing but colours may follow
      cell.erase(cell.find_last_not_of(' ') + 1);
    }
    line += std::string(gap_before(*column), ' ');
    line += colour && !cell.empty() ? fmt::format("\033[{}m{}\033[0m", column->colours[*row], cell)
                                    : cell;
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

}  // namespace

std::vector<TerminalColumn> without_expendable(std::vector<TerminalColumn> columns,
                                               std::size_t width) {
  while (sum_of(columns) > width && spare_one(columns)) {
  }
  return columns;
}

std::string terminal_table(std::vector<TerminalColumn> columns, std::size_t width) {
  columns = without_expendable(std::move(columns), width);
  if (columns.empty()) return {};
  std::string text;
  for (const Block& block : blocks_of(columns, width)) {
    if (!text.empty()) text += "\n";
    text += line_of(block, nullptr);
    for (std::size_t row = 0; row < columns[0].cells.size(); ++row) text += line_of(block, &row);
  }
  return text;
}

}  // namespace scenarios
