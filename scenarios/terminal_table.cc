#include "scenarios/terminal_table.h"

#include <algorithm>

#include "scenarios/terminal_text.h"

namespace scenarios {
namespace {

std::size_t width_of(const TerminalColumn& column) {
  std::size_t width = columns_of(column.heading);
  for (const std::string& cell : column.cells) width = std::max(width, columns_of(cell));
  return width;
}

std::size_t gap_before(const TerminalColumn& column) {
  return column.close ? 1 : 2;
}

std::size_t sum_of(const std::vector<TerminalColumn>& columns) {
  std::size_t sum = 0;
  for (const TerminalColumn& column : columns) sum += gap_before(column) + width_of(column);
  return sum;
}

/// Takes out what can be spared first; false when nothing can.
bool spare_one(std::vector<TerminalColumn>& columns) {
  auto first = columns.end();
  for (auto column = columns.begin(); column != columns.end(); ++column) {
    if (column->expendable == 0) continue;
    if (first == columns.end() || column->expendable < first->expendable) first = column;
  }
  if (first == columns.end()) return false;
  auto last = first + 1;
  while (last != columns.end() && last->close) ++last;
  columns.erase(first, last);
  return true;
}

std::string line_of(const std::vector<std::string>& texts,
                    const std::vector<TerminalColumn>& columns,
                    const std::vector<std::size_t>& widths) {
  std::string line;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    line += std::string(gap_before(columns[i]), ' ') +
            padded(fitted(texts[i], widths[i]), widths[i], columns[i].left);
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

}  // namespace

std::string terminal_table(std::vector<TerminalColumn> columns) {
  if (columns.empty()) return {};
  while (sum_of(columns) > terminal_width && spare_one(columns)) {
  }
  std::vector<std::size_t> widths;
  for (const TerminalColumn& column : columns) widths.push_back(width_of(column));
  const std::size_t others = sum_of(columns) - widths[0];
  widths[0] = std::min(widths[0], terminal_width > others ? terminal_width - others : 1);
  std::vector<std::string> texts;
  for (const TerminalColumn& column : columns) texts.push_back(column.heading);
  std::string text = line_of(texts, columns, widths);
  for (std::size_t row = 0; row < columns[0].cells.size(); ++row) {
    for (std::size_t i = 0; i < columns.size(); ++i) texts[i] = columns[i].cells[row];
    text += line_of(texts, columns, widths);
  }
  return text;
}

}  // namespace scenarios
