#include "reports/tables/table.h"

#include <doctest/doctest.h>

namespace table_test {

using namespace reports::tables;

namespace {

const Table sample{"Sample <1>",
                   {{"name", false}, {"value"}, {"empty"}},
                   {{{"a|b", "1", "\u2013"}}, {{"<i>", "2", ""}, Mood::bad}, {{"short"}}}};

}  // namespace

TEST_CASE("Markdown: as many cells in every row as there are headings") {
  CHECK(markdown(sample) ==
        "### Sample &lt;1&gt;\n\n"
        "| name | value | empty |\n| :--- | ---: | ---: |\n"
        "| a\\|b | 1 | \u2013 |\n| &lt;i&gt; | 2 |  |\n| short |  |  |\n\n");
}

TEST_CASE("Markdown: rows beyond the limit are counted and named") {
  const std::string page = markdown(sample, "summary.csv", 1);
  CHECK(page.find("| a\\|b | 1 |") != std::string::npos);
  CHECK(page.find("short") == std::string::npos);
  CHECK(page.find("2 more in summary.csv.") != std::string::npos);
}

TEST_CASE("HTML: escaped, numbers to the right, moods as classes") {
  const std::string page = html(sample);
  CHECK(page.find("<caption>Sample &lt;1&gt;</caption>") != std::string::npos);
  CHECK(page.find("<tr class=\"bad\"><td>&lt;i&gt;</td><td class=\"n\">2</td>") !=
        std::string::npos);
  CHECK(page.find("<i>") == std::string::npos);
}

TEST_CASE("columns in which nothing was measured go") {
  const Table table = without_empty_columns(sample);
  REQUIRE(table.headings.size() == 2);
  CHECK(table.headings[1].text == "value");
  CHECK(table.rows[0].cells == std::vector<Cell>{"a|b", "1"});
}

TEST_CASE("a table without rows is nothing") {
  CHECK(html(Table{"t", {{"a"}}, {}}).empty());
  CHECK(markdown(Table{"t", {{"a"}}, {}}).empty());
}

TEST_CASE("how sure a figure is stands smaller beside it, and a note above the rows") {
  const Table table{
      "t", {{"P99"}, {"P50"}}, {{{Cell("19.3 ms", "18.1 < 20.9"), "1 ms"}}}, "Read <so>."};
  CHECK(html(table).find("<td class=\"n\">19.3 ms<small>18.1 &lt; 20.9</small></td>"
                         "<td class=\"n\">1 ms</td>") != std::string::npos);
  CHECK(html(table).find("<caption>t<p>Read &lt;so&gt;.</p></caption>") != std::string::npos);
  CHECK(markdown(table) ==
        "### t\n\nRead &lt;so&gt;.\n\n| P99 | P50 |\n| ---: | ---: |\n"
        "| 19.3 ms (18.1 &lt; 20.9) | 1 ms |\n\n");
}

}  // namespace table_test
