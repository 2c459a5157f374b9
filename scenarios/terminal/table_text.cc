#include "scenarios/terminal/table_text.h"

#include <algorithm>

#include "scenarios/terminal/paint.h"
#include "scenarios/terminal/terminal_table.h"
#include "scenarios/terminal/terminal_text.h"

namespace scenarios {
namespace {

using reports::tables::Cell;
using reports::tables::Mood;
using reports::tables::Row;

const char* table_colour(Mood mood) {
  if (mood == Mood::good) return "32";
  return mood == Mood::bad ? "31" : "39";
}

std::string part(const Row& row, std::size_t i, std::string Cell::*member) {
  return i < row.cells.size() ? row.cells[i].*member : std::string();
}

TerminalColumn column(const reports::tables::Table& table, std::size_t i, std::string Cell::*member,
                      bool colour) {
  TerminalColumn made{.heading = {}, .left = !table.headings[i].number};
  for (const Row& row : table.rows) {
    made.cells.push_back(part(row, i, member));
    if (colour) made.colours.emplace_back(table_colour(row.mood));
  }
  return made;
}

}  // namespace

std::string table_text(const reports::tables::Table& table, const Terminal& terminal) {
  if (table.rows.empty()) return {};
  std::vector<TerminalColumn> columns;
  for (std::size_t i = 0; i < table.headings.size(); ++i) {
    columns.push_back(column(table, i, &Cell::text, terminal.colour));
    columns.back().heading = table.headings[i].text;
    TerminalColumn aside = column(table, i, &Cell::aside, false);
    if (std::ranges::all_of(aside.cells, [](const std::string& cell) { return cell.empty(); })) {
      continue;
    }
    aside.close = true;
    aside.left = true;
    columns.push_back(std::move(aside));
  }
  std::string text = Paint(terminal.colour).strong(table.title) + "\n";
  text += terminal_table(std::move(columns), terminal.width);
  if (!table.note.empty()) text += wrapped(table.note, "  ", "  ", terminal.width);
  return text;
}

}  // namespace scenarios
