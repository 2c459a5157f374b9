// A table before it is HTML or Markdown.
#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace reports::tables {

/// How a row strikes the eye: good and bad are said in words too, faint is for what isn't judged.
enum class Mood { plain, good, bad, faint };

/// A column's heading and which side its cells keep to.
struct Heading {
  std::string text;
  bool number = true;  // numbers stand to the right
};

/// What stands in a cell, and smaller beside it how sure it is (an interval, or nothing). `link` is
/// where a click on the words leads: an address of our own making, relative to the page, or
/// nothing.
struct Cell {
  Cell(std::string words) : text(std::move(words)) {}
  Cell(const char* words) : text(words) {}
  Cell(std::string words, std::string how_sure, std::string leads_to = {})
      : text(std::move(words)), aside(std::move(how_sure)), link(std::move(leads_to)) {}

  std::string text, aside, link;

  bool operator==(const Cell&) const = default;
};

/// One row; its texts are raw and are escaped when the table is written.
struct Row {
  std::vector<Cell> cells;
  Mood mood = Mood::plain;
};

/// Headings and rows, the same for every kind of page.
struct Table {
  std::string title;
  std::vector<Heading> headings;
  std::vector<Row> rows;
  std::string note = {};  // a sentence on how to read it, or nothing
};

/// Takes out the columns in which nothing was measured.
Table without_empty_columns(Table table);

/// Has any cell something beside it?
bool has_asides(const Table& table);

/// Nothing for a table without rows. `id`: by which a link within the page finds it.
std::string html(const Table& table, const std::string& id = {});

/// As GitHub shows it: at most `most_rows` rows, the number of the others below, and where they are
/// (`file`).
std::string markdown(const Table& table, const std::string& file = {},
                     std::size_t most_rows = std::numeric_limits<std::size_t>::max());

}  // namespace reports::tables
