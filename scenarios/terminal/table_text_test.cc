#include "scenarios/terminal/table_text.h"

#include <doctest/doctest.h>

namespace table_text_test {

using reports::tables::Cell;
using reports::tables::Mood;
using reports::tables::Table;
using scenarios::table_text;

TEST_CASE("a table with what stands aside, its title and its note") {
  const Table table{"Figures",
                    {{"figure", false}, {"A"}, {"change"}},
                    {{{"P50", "1 ms", Cell("+2 %", "+1 to +3 %")}}, {{"P99", "10 ms", "–"}}},
                    "In small: intervals."};
  CHECK(table_text(table, {.width = 60}) ==
        "Figures\n"
        "  figure      A  change\n"
        "  P50      1 ms    +2 % +1 to +3 %\n"
        "  P99     10 ms       –\n"
        "  In small: intervals.\n");
}

TEST_CASE("colours only where they are welcome; nothing without rows") {
  const Table table{"T", {{"a", false}}, {{{"x"}, Mood::bad}}};
  CHECK(table_text(table, {.colour = true}).find("\033[31m") != std::string::npos);
  CHECK(table_text(table, {}).find('\033') == std::string::npos);
  CHECK(table_text({"T", {{"a"}}, {}}, {}).empty());
}

}  // namespace table_text_test
