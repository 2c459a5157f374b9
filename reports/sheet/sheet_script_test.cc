#include "reports/sheet/sheet_script.h"

#include <doctest/doctest.h>

#include <limits>

#include "reports/sheet/gnuplot.h"

namespace sheet_script_test {

using namespace reports::sheet;

namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

Sheet sheet(std::vector<Spot> spots, bool logarithmic) {
  Panel panel{};
  panel.x = linear_axis("x", 3, in_counts);
  panel.y = logarithmic ? log_axis("y", 1, 10, in_counts) : linear_axis("y", 10, in_counts);
  panel.lines = {{.label = "line", .style = blue, .spots = std::move(spots)}};
  return {"title", {panel}};
}

}  // namespace

TEST_CASE("a figure that is missing or has no place on the axis is a gap") {
  const std::string script =
      sheet_script(sheet({{1, 5.0}, {2, {}}, {3, std::numeric_limits<double>::infinity()}}, false));
  CHECK(contains(script, "1 5\n2 NaN\n3 NaN\n"));
  CHECK(contains(sheet_script(sheet({{1, 0.0}, {2, 4.0}}, true)), "1 NaN\n2 4\n"));
  CHECK(contains(sheet_script(sheet({{1, 0.0}, {2, 4.0}}, false)), "1 0\n2 4\n"));
}

TEST_CASE("a figure between two gaps is seen, though no line leads to it") {
  const std::string script =
      sheet_script(sheet({{0, 1.0}, {1, 5.0}, {2, {}}, {2.5, 7.0}, {2.8, {}}}, false));
  CHECK(contains(script, "<< END\n2.5 7\nEND"));
  CHECK(contains(script, "with points"));
  CHECK_FALSE(contains(sheet_script(sheet({{0, 1.0}, {1, 5.0}}, false)), "with points"));
}

TEST_CASE("words from outside stay words") {
  Sheet one = sheet({{1, 5.0}, {2, 6.0}}, false);
  const std::string evil = "x' ; system('touch owned') ; `touch owned` \" @m %d {/Bold b} \\ \n!ls";
  one.title = one.panels[0].x.label = one.panels[0].y.label = evil;
  one.panels[0].lines[0].label = evil;
  one.panels[0].lines.push_back(one.panels[0].lines[0]);
  one.panels[0].bands = {{0, 1.5, evil, true}, {1.5, 3, "100 %", false}};
  one.panels[0].marks = {{2, evil}};
  one.panels[0].notes = {{1, 5, evil, true, false}};
  one.panels[0].x.tics = {{1, evil}, {2, "50 %"}};
  const auto svg = run_gnuplot(sheet_script(one));
  REQUIRE_MESSAGE(svg, (svg ? "" : svg.error().message));
  CHECK(contains(*svg, "system("));  // seen on the plot, so not run
  CHECK(contains(*svg, "50 %"));
  CHECK_FALSE(contains(sheet_script(one), "\n!ls"));
}

TEST_CASE("a title's characters reach the picture as they are") {
  Sheet one = sheet({{1, 5.0}, {2, 6.0}}, false);
  one.title = "Gr\u00fc\u00dfe_a^b <&> 'q'";
  const auto svg = run_gnuplot(sheet_script(one));
  REQUIRE(svg);
  CHECK(contains(*svg, "Gr\u00fc\u00dfe_a^b &lt;&amp;> 'q'"));
}

TEST_CASE("an underscore in a tic's label is an underscore") {
  Sheet one = sheet({{1, 5.0}, {2, 6.0}}, false);
  one.panels[0].x.tics = {{1, "cache_lookup"}};
  const auto svg = run_gnuplot(sheet_script(one));
  REQUIRE_MESSAGE(svg, (svg ? "" : svg.error().message));
  CHECK(contains(*svg, "cache_lookup"));
}

TEST_CASE("whiskers are drawn where an interval is known, upright or sideways") {
  Sheet one = sheet({{1, 5.0, 4.0, 7.0}, {2, 6.0}, {3, 6.0, 7.0, 5.0}}, true);
  const std::string upright = sheet_script(one);
  CHECK(contains(upright, "1 5 4 7\n2 6 NaN NaN\n3 6 NaN NaN\n"));
  CHECK(contains(upright, "yerrorbars"));
  one.panels[0].lines[0].spots[0].low = -1.0;  // has no place on a logarithmic axis
  CHECK(contains(sheet_script(one), "1 5 0.5 7\n"));
  one.panels[0].lines[0].sideways = true;
  CHECK(contains(sheet_script(one), "xerrorbars"));
  CHECK(run_gnuplot(sheet_script(one)));
  CHECK_FALSE(contains(sheet_script(sheet({{1, 5.0}}, true)), "errorbars lc"));
}

}  // namespace sheet_script_test
