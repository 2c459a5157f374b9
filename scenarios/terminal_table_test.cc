#include "scenarios/terminal_table.h"

#include <doctest/doctest.h>

#include <sstream>

#include "scenarios/terminal_text.h"

namespace terminal_table_test {

using scenarios::columns_of;
using scenarios::terminal_table;
using scenarios::TerminalColumn;

TEST_CASE("columns are two apart, a close one belongs to the one before") {
  CHECK(terminal_table(
            {{.heading = "step", .cells = {"a", "bbbbb"}, .left = true},
             {.heading = "P99", .cells = {"5 ms", "12 ms"}},
             {.heading = "", .cells = {"4\u20136", "\u00b12"}, .left = true, .close = true},
             {.heading = "n", .cells = {"1", "22"}}}) ==
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
                      {.heading = "last", .cells = {wide}, .expendable = 3}});
  CHECK(text.find("first") == text.npos);
  CHECK(text.find("its own") == text.npos);
  CHECK(text.find("second") != text.npos);
  CHECK(text.find("last") != text.npos);
}

TEST_CASE("what no column can make room for is cut from the first one") {
  const std::string text = terminal_table({{.heading = std::string(300, 'h'), .cells = {"a"}},
                                           {.heading = "n", .cells = {std::string(50, 'n')}}});
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) CHECK(columns_of(line) <= 100);
  CHECK(text.find(std::string(50, 'n')) != text.npos);
}

TEST_CASE("no columns are no table") {
  CHECK(terminal_table({}).empty());
}

}  // namespace terminal_table_test
