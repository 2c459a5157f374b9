#include "scenarios/terminal/terminal_table.h"

#include <doctest/doctest.h>

#include <sstream>

#include "scenarios/terminal/terminal_text.h"

namespace terminal_table_test {

using scenarios::columns_of;
using scenarios::terminal_table;
using scenarios::TerminalColumn;

TEST_CASE("columns are two apart, a close one belongs to the one before") {
  CHECK(terminal_table(
            {{.heading = "step", .cells = {"a", "bbbbb"}, .left = true},
             {.heading = "P99", .cells = {"5 ms", "12 ms"}},
             {.heading = "", .cells = {"4\u20136", "\u00b12"}, .left = true, .close = true},
             {.heading = "n", .cells = {"1", "22"}}},
            100) ==
        "  step     P99       n\n"
        "  a       5 ms 4\u20136   1\n"
        "  bbbbb  12 ms \u00b12   22\n");
}

TEST_CASE("where a line would be too long, columns go in their order, with what belongs to them") {
  const std::string wide(40, 'x');
  const std::string text =
      terminal_table({{.heading = "name", .cells = {"a"}},
                      {.heading = "second", .cells = {wide}, .expendable = 2},
                      {.heading = "first", .cells = {wide}, .expendable = 1},
                      {.heading = "its own", .cells = {"y"}, .close = true, .expendable = 3},
                      {.heading = "last", .cells = {wide}, .expendable = 3}},
                     100);
  CHECK(text.find("first") == text.npos);
  CHECK(text.find("its own") == text.npos);
  CHECK(text.find("second") != text.npos);
  CHECK(text.find("last") != text.npos);
}

TEST_CASE("what no column can make room for is cut from the first one") {
  const std::string text = terminal_table({{.heading = std::string(300, 'h'), .cells = {"a"}},
                                           {.heading = "n", .cells = {std::string(50, 'n')}}},
                                          100);
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) CHECK(columns_of(line) <= 100);
  CHECK(text.find(std::string(50, 'n')) != text.npos);
}

TEST_CASE("no columns are no table") {
  CHECK(terminal_table({}, 100).empty());
}

TEST_CASE("columns that no line has room for stand below, each time beside the first one") {
  std::vector<TerminalColumn> columns{{.heading = "step", .cells = {"a", "b"}, .left = true}};
  for (const char* const heading : {"first", "second", "third", "fourth", "fifth"}) {
    columns.push_back({.heading = heading, .cells = {std::string(heading) + " 1", "2"}});
  }
  CHECK(terminal_table(columns, 40) ==
        "  step    first    second    third\n"
        "  a     first 1  second 1  third 1\n"
        "  b           2         2        2\n"
        "\n"
        "  step    fourth    fifth\n"
        "  a     fourth 1  fifth 1\n"
        "  b            2        2\n");
}

TEST_CASE("at any width no line is wider, and no cell is lost where it fits a line") {
  for (std::size_t width = 40; width <= 100; ++width) {
    for (const std::size_t names : {4, 30, 90}) {
      std::vector<TerminalColumn> columns{
          {.heading = "name", .cells = {std::string(names, 'x')}, .left = true}};
      for (int i = 0; i < 9; ++i) {
        columns.push_back({.heading = "h", .cells = {"cell" + std::to_string(i)}});
        columns.push_back({.heading = "", .cells = {"+-" + std::to_string(i)}, .close = true});
      }
      columns.push_back({.heading = "wide", .cells = {std::string(70, 'w')}});
      const std::string text = terminal_table(columns, width);
      CAPTURE(width);
      std::istringstream lines(text);
      for (std::string line; std::getline(lines, line);) CHECK(columns_of(line) <= width);
      for (int i = 0; i < 9; ++i) {
        CHECK(text.find("cell" + std::to_string(i) + " +-" + std::to_string(i)) != text.npos);
      }
    }
  }
}

TEST_CASE("colours are the cell's, without the spaces beside it") {
  CHECK(
      terminal_table({{.heading = "n", .cells = {"1"}},
                      {.heading = "verdict", .cells = {"holds"}, .left = true, .colours = {"32"}}},
                     100) == "  n  verdict\n  1  \033[32mholds\033[0m\n");
}

}  // namespace terminal_table_test
