#include "reports/tables/table.h"

#include <fmt/format.h>

#include <algorithm>

#include "reports/words/escape.h"
#include "reports/words/figure_format.h"

namespace reports::tables {
namespace {

constexpr std::size_t longest_cell = 400;

const char* name_of(Mood mood) {
  switch (mood) {
    case Mood::good:
      return " class=\"good\"";
    case Mood::bad:
      return " class=\"bad\"";
    case Mood::faint:
      return " class=\"faint\"";
    case Mood::plain:
      break;
  }
  return "";
}

Cell cell_of(const Row& row, std::size_t i) {
  if (i >= row.cells.size()) return "";
  return {words::shortened(row.cells[i].text, longest_cell),
          words::shortened(row.cells[i].aside, longest_cell), row.cells[i].link};
}

bool is_empty(const Cell& cell) {
  return (cell.text.empty() || cell.text == words::not_measured) && cell.aside.empty();
}

/// Numbers stand to the right; long words take their room, so that a row does not become a column.
const char* kind_of(const Heading& heading, const Cell& cell) {
  constexpr std::size_t long_text = 40;
  if (heading.number) return " class=\"n\"";
  return words::characters(cell.text) > long_text ? " class=\"w\"" : "";
}

std::string html_cell(const Cell& cell) {
  std::string words = words::html_text(cell.text);
  if (!cell.link.empty()) {
    words = fmt::format("<a href=\"{}\">{}</a>", words::html_text(cell.link), words);
  }
  if (cell.aside.empty()) return words;
  return words + "<small>" + words::html_text(cell.aside) + "</small>";
}

std::string markdown_cell(const Cell& cell) {
  std::string words = words::markdown_text(cell.text);
  if (!cell.link.empty()) words = fmt::format("[{}](<{}>)", words, cell.link);
  if (cell.aside.empty()) return words;
  return words + " (" + words::markdown_text(cell.aside) + ")";
}

void drop_column(Table& table, std::size_t i) {
  const auto offset = static_cast<std::ptrdiff_t>(i);
  table.headings.erase(table.headings.begin() + offset);
  for (Row& row : table.rows) {
    if (i < row.cells.size()) row.cells.erase(row.cells.begin() + offset);
  }
}

/// Part of the caption, so that it stays with its table.
std::string html_note(const Table& table) {
  return table.note.empty() ? std::string() : "<p>" + words::html_text(table.note) + "</p>";
}

}  // namespace

Table without_empty_columns(Table table) {
  for (std::size_t i = table.headings.size(); i-- > 0;) {
    const bool used = std::any_of(table.rows.begin(), table.rows.end(),
                                  [&](const Row& row) { return !is_empty(cell_of(row, i)); });
    if (!used) drop_column(table, i);
  }
  return table;
}

bool has_asides(const Table& table) {
  return std::any_of(table.rows.begin(), table.rows.end(), [](const Row& row) {
    return std::any_of(row.cells.begin(), row.cells.end(),
                       [](const Cell& cell) { return !cell.aside.empty(); });
  });
}

std::string html(const Table& table, const std::string& id) {
  if (table.rows.empty()) return {};
  std::string page = "<div class=\"scroll\"";
  if (!id.empty()) page += fmt::format(" id=\"{}\"", words::html_text(id));
  page += "><table>\n";
  if (!table.title.empty())
    page +=
        fmt::format("<caption>{}{}</caption>\n", words::html_text(table.title), html_note(table));
  page += "<thead><tr>";
  for (const Heading& heading : table.headings) {
    page += fmt::format("<th scope=\"col\"{}>{}</th>", heading.number ? " class=\"n\"" : "",
                        words::html_text(heading.text));
  }
  page += "</tr></thead>\n<tbody>\n";
  for (const Row& row : table.rows) {
    page += fmt::format("<tr{}>", name_of(row.mood));
    for (std::size_t i = 0; i < table.headings.size(); ++i) {
      const Cell cell = cell_of(row, i);
      page += fmt::format("<td{}>{}</td>", kind_of(table.headings[i], cell), html_cell(cell));
    }
    page += "</tr>\n";
  }
  return page + "</tbody></table></div>\n";
}

std::string markdown(const Table& table, const std::string& file, std::size_t most_rows) {
  if (table.rows.empty()) return {};
  std::string page;
  if (!table.title.empty()) page += fmt::format("### {}\n\n", words::markdown_text(table.title));
  if (!table.note.empty()) page += words::markdown_text(table.note) + "\n\n";
  std::string rule = "|";
  page += "|";
  for (const Heading& heading : table.headings) {
    page += " " + words::markdown_text(heading.text) + " |";
    rule += heading.number ? " ---: |" : " :--- |";
  }
  page += "\n" + rule + "\n";
  const std::size_t shown = std::min(most_rows, table.rows.size());
  for (std::size_t r = 0; r < shown; ++r) {
    page += "|";
    for (std::size_t i = 0; i < table.headings.size(); ++i) {
      page += " " + markdown_cell(cell_of(table.rows[r], i)) + " |";
    }
    page += "\n";
  }
  if (shown < table.rows.size()) {
    page +=
        fmt::format("\n{} more in {}.\n", table.rows.size() - shown, words::markdown_text(file));
  }
  return page + "\n";
}

}  // namespace reports::tables
