#include "engine/documents/services/pools.h"

#include <doctest/doctest.h>

#include <string>

#include "engine/documents/analyse/analyser.h"
#include "engine/documents/parse/parser.h"

namespace pools_test {

using engine::documents::analyse::TokenStream;
using engine::documents::services::Spares;

TEST_CASE("a buffer comes back empty, with its memory") {
  Spares<std::string> spares(1 << 20);
  CHECK(spares.take().empty());
  std::string given(1000, 'x');
  const char* const memory = given.data();
  spares.give(std::move(given));
  CHECK(spares.held_bytes() >= 1000);
  const std::string taken = spares.take();
  CHECK(taken.empty());
  CHECK(taken.data() == memory);
  CHECK(spares.held_bytes() == 0);
}

TEST_CASE("no more is held than the bound, and no giant") {
  Spares<std::string> spares(10'000);
  spares.give(std::string(5'000, 'x'));
  CHECK(spares.held_bytes() == 0);
  for (int i = 0; i < 100; ++i) spares.give(std::string(1'000, 'x'));
  CHECK(spares.held_bytes() > 8'000);
  CHECK(spares.held_bytes() <= 10'000);
  Spares<std::string> none(0);
  none.give(std::string(1'000, 'x'));
  CHECK(none.held_bytes() == 0);
}

TEST_CASE("what is made in a used stream's memory is the same") {
  engine::documents::analyse::Analyser analyser;
  engine::documents::parse::Parser parser;
  const auto first =
      parser.parse(engine::documents::parsed::Format::text, "One text. It has its words.");
  const auto second =
      parser.parse(engine::documents::parsed::Format::text, "Another text has others.");
  REQUIRE(first);
  REQUIRE(second);
  TokenStream used = analyser.analyse(*first)->stream;
  CHECK(*analyser.analyse(*second, std::move(used)) == *analyser.analyse(*second));
}

}  // namespace pools_test
