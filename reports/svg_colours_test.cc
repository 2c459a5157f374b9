#include "reports/svg_colours.h"

#include <doctest/doctest.h>

#include <set>

#include "reports/html_page.h"
#include "reports/rendered_plot.h"
#include "reports/sample/sample_run.h"
#include "reports/sheet/style.h"

namespace svg_colours_test {

using namespace reports;
using namespace reports::sample;

namespace {

/// The colours that a picture is drawn in, from its attributes.
std::set<std::string> colours_in(const std::string& svg) {
  std::set<std::string> colours;
  for (const std::string name : {" fill=\"", " stroke=\"", " color=\"", " flood-color=\""}) {
    for (std::size_t at = 0; (at = svg.find(name, at)) != svg.npos;) {
      at += name.size();
      colours.insert(svg.substr(at, svg.find('"', at) - at));
    }
  }
  return colours;
}

}  // namespace

TEST_CASE("a colour is written in one way") {
  CHECK(plain_colour("rgb( 77,  77,  77)") == "#4d4d4d");
  CHECK(plain_colour("rgb(0,158,115)") == "#009e73");
  CHECK(plain_colour("#FFFFFF") == "#ffffff");
  CHECK(plain_colour("black") == "#000000");
  for (const char* other : {"none", "currentColor", "rgb(1,2)", "rgb(1,2,3,4)", "rgb(1,2,300)",
                            "rgb(-1,2,3)", "#fff", "rgb(1,2,3", "", "lightgrey"}) {
    CHECK(plain_colour(other) == other);
  }
}

TEST_CASE("paper, ink and grid of every plot have a colour for the dark, and no style hides one") {
  const std::string rules = dark_rules("svg");
  for (const auto& run : {sample_load(), sample_worker_sweep(), sample_capacity()}) {
    const RenderedPlots plots = render_plots(run);
    REQUIRE_FALSE(plots.trouble);
    for (const RenderedPlot& plot : plots.plots) {
      for (const std::string& svg : {plot.svg, plot.narrow_svg}) {
        CAPTURE(plot.name);
        CHECK(svg.find(" style=\"") == svg.npos);
        for (const std::string& colour : colours_in(svg)) {
          CAPTURE(colour);
          // These are light enough for either page.
          const bool light = colour == "#e69f00" || colour == "#cc79a7" || colour == "lightgrey";
          const bool known = rules.find("=\"" + colour + "\"]") != rules.npos;
          const bool none =
              colour == "none" || colour == "currentColor" || colour.starts_with("url(");
          CHECK((light || known || none));
        }
      }
    }
  }
}

TEST_CASE("a plot's own file and the page are dark where the reader's screen is, not on paper") {
  RenderedPlots plots = render_plots(sample_capacity());
  REQUIRE_FALSE(plots.trouble);
  const std::string file = picture_file(plots.plots.at(0));
  CHECK(file.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg"));
  for (const std::string& text : {file, html_page(sample_capacity(), plots)}) {
    const std::size_t media = text.find("@media screen and (prefers-color-scheme: dark)");
    CHECK(media != text.npos);
    CHECK(text.find("[fill=\"#ffffff\"] { fill: #1f2023 }", media) != text.npos);
  }
}

}  // namespace svg_colours_test
