#include "engine/documents/parse/page_text.h"

#include <doctest/doctest.h>

#include <array>

#include "engine/documents/parse/parser.h"
#include "engine/documents/parsed/invariants.h"

namespace page_text_test {

using engine::Reason;
using engine::documents::parse::Parser;
using engine::documents::parsed::Page;
using engine::documents::parsed::Part;

TEST_CASE("each page is a part: extracted, empty or failed, and none is left out") {
  using Fate = Part::Fate;
  const std::array pages{Page{.fate = Fate::extracted, .text = "Tides\n\nHigh water\nat noon."},
                         Page{.fate = Fate::empty}, Page{.fate = Fate::extracted, .text = " \n\n "},
                         Page{.fate = Fate::failed, .problem = "crashed: of a font"},
                         Page{.fate = Fate::extracted, .text = "Low water."}};
  Parser parser;
  const auto parsed = parser.parse_pages("A table", pages);
  REQUIRE(parsed);
  CHECK(engine::documents::parsed::broken_promise(*parsed) == "");
  CHECK(parsed->title == "A table");
  CHECK(parsed->text == "Tides\nHigh water at noon.\nLow water.");
  REQUIRE(parsed->parts.size() == 5);
  const std::array fates{Fate::extracted, Fate::empty, Fate::empty, Fate::failed, Fate::extracted};
  for (std::size_t i = 0; i < fates.size(); ++i) {
    CHECK(parsed->parts[i].fate == fates[i]);
    CHECK(parsed->parts[i].name == "page " + std::to_string(i + 1));
  }
  CHECK(parsed->parts[3].problem == "crashed: of a font");
  CHECK(parsed->text.substr(parsed->parts[4].begin) == "Low water.");
  CHECK(parser.parse_pages("", pages)->title == "Tides");
}

TEST_CASE("pages without a word are no document") {
  const std::array pages{Page{}, Page{.fate = Part::Fate::extracted, .text = "\f"}};
  const auto parsed = Parser().parse_pages("A scan", pages);
  REQUIRE_FALSE(parsed);
  CHECK(parsed.error().reason == Reason::empty);
}

}  // namespace page_text_test
