#include "reports/rendered_plot.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "reports/sample/report_fixture.h"
#include "reports/sample/sample_run.h"

namespace rendered_plot_test {

using namespace reports;
using namespace reports::sample;
using namespace reports::tables;

TEST_CASE("ids and all references to them get the prefix, colours don't") {
  const auto svg = embeddable_svg(
      "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" "
      "xmlns:xlink=\"http://www.w3.org/1999/xlink\"><title>Gnuplot</title><desc>Old</desc>"
      "<defs><g id=\"a\"/><g id=\"b\"/></defs><use xlink:href=\"#a\" fill=\"#aaaaaa\"/>"
      "<path fill='url(#b)' style=\"stroke:#bbb; mask:url(&quot;#a&quot;)\"/></svg>",
      "p-", "Title & more", "A <caption>");
  REQUIRE(svg);
  const Ids ids = ids_of(*svg);
  CHECK(ids.given == std::vector<std::string>{"p-a", "p-b"});
  CHECK(ids.used == std::vector<std::string>{"p-a", "p-b", "p-a"});
  CHECK(svg->find("fill=\"#aaaaaa\"") != std::string::npos);
  CHECK(svg->find("stroke=\"#bbb\"") != std::string::npos);
  CHECK(svg->find("<title>Title &amp; more</title><desc>A &lt;caption&gt;</desc>") !=
        std::string::npos);
  CHECK(svg->starts_with("<svg"));
  CHECK(svg->find("Gnuplot") == std::string::npos);
}

TEST_CASE("what is not an SVG picture is refused") {
  CHECK_FALSE(embeddable_svg("", "p", "t", "c"));
  CHECK_FALSE(embeddable_svg("<svg", "p", "t", "c"));
  CHECK_FALSE(embeddable_svg("<html/>", "p", "t", "c"));
}

TEST_CASE("every plot of a run is drawn, and no id occurs in two of them") {
  const RenderedPlots rendered = render_plots(sample_load());
  REQUIRE_FALSE(rendered.trouble);
  CHECK(rendered.plots.size() == 12);
  std::set<std::string> seen;
  for (const RenderedPlot& plot : rendered.plots) {
    CAPTURE(plot.name);
    for (const std::string& svg : {plot.svg, plot.narrow_svg}) {
      const Ids ids = ids_of(svg);
      REQUIRE(ids.well_formed);
      CHECK_FALSE(ids.given.empty());
      for (const std::string& id : ids.given) CHECK(seen.insert(id).second);
      for (const std::string& id : ids.used) CHECK(std::ranges::count(ids.given, id) == 1);
    }
  }
}

}  // namespace rendered_plot_test
