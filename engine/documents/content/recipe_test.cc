#include "engine/documents/content/recipe.h"

#include <doctest/doctest.h>

namespace recipe_test {

using engine::documents::content::Ingredients;
using engine::documents::content::Recipe;
using engine::documents::content::recipe_from;
using engine::documents::content::recipe_of;

namespace {

const Ingredients made_with{.most_bytes = 1 << 26,
                            .most_parts = 10'000,
                            .chunks = {},
                            .analysis = {},
                            .most_cpu = std::chrono::seconds(30),
                            .most_memory = 1 << 29};

}  // namespace

TEST_CASE("a setting changes the recipe of the stages whose output depends on it, and no other") {
  const Recipe usual = recipe_of(made_with);
  Ingredients changed = made_with;
  Recipe expected = usual;
  SUBCASE("chunk.size") {
    changed.chunks.bytes = 700;
    expected.chunk = recipe_of(changed).chunk;
    CHECK(expected.chunk != usual.chunk);
  }
  SUBCASE("chunk.overlap") {
    changed.chunks.overlap = 0;
    expected.chunk = recipe_of(changed).chunk;
    CHECK(expected.chunk != usual.chunk);
  }
  SUBCASE("analyse.keywords") {
    changed.analysis.keywords = 3;
    expected.analyse = recipe_of(changed).analyse;
    CHECK(expected.analyse != usual.analyse);
  }
  SUBCASE("analyse.summary_sentences") {
    changed.analysis.summary_sentences = 1;
    expected.analyse = recipe_of(changed).analyse;
    CHECK(expected.analyse != usual.analyse);
  }
  SUBCASE("document.max_bytes, which also bounds what is unpacked") {
    changed.most_bytes = 1'000;
    expected.parse = recipe_of(changed).parse;
    expected.index = recipe_of(changed).index;
    CHECK(expected.parse != usual.parse);
    CHECK(expected.index != usual.index);
  }
  SUBCASE("document.max_pages") {
    changed.most_parts = 5;
    expected.parse = recipe_of(changed).parse;
    expected.index = recipe_of(changed).index;
    CHECK(expected.parse != usual.parse);
    CHECK(expected.index != usual.index);
  }
  SUBCASE("who pays for it, as long as that is enough") {
    changed.in_child = true;
    changed.most_memory = 1 << 20;
  }
  CHECK(recipe_of(changed) == expected);
}

TEST_CASE("of what limits cut short, the recipe depends on them, too") {
  const Ingredients usual = made_with;
  Ingredients other = usual;
  CHECK(engine::documents::content::recipe_of_cut(usual).parse != recipe_of(usual).parse);
  CHECK(engine::documents::content::recipe_of_cut(usual).index != recipe_of(usual).index);
  CHECK(engine::documents::content::recipe_of_cut(usual) ==
        engine::documents::content::recipe_of_cut(other));
  SUBCASE("CPU time") {
    other.most_cpu.reset();
  }
  SUBCASE("memory") {
    other.most_memory = *other.most_memory + 1;
  }
  SUBCASE("whose memory is counted, a child's or the engine's") {
    other.in_child = true;
  }
  CHECK(recipe_of(other) == recipe_of(usual));
  CHECK(engine::documents::content::recipe_of_cut(other).parse !=
        engine::documents::content::recipe_of_cut(usual).parse);
  CHECK(engine::documents::content::recipe_of_cut(other).index !=
        engine::documents::content::recipe_of_cut(usual).index);
}

TEST_CASE("two settings do not run into one another") {
  Ingredients a = made_with;
  a.chunks.bytes = 2'001;
  a.chunks.overlap = 0;
  Ingredients b = made_with;
  b.chunks.bytes = 200;
  b.chunks.overlap = 10;
  CHECK(recipe_of(a).chunk != recipe_of(b).chunk);
}

TEST_CASE("a recipe is the same after it was bytes, the least significant first") {
  const Recipe recipe{1, 0x0807060504030201, 0xffffffffffffffff, 1ULL << 63};
  const std::string bytes = to_bytes(recipe);
  REQUIRE(bytes.size() == 32);
  CHECK(bytes.substr(8, 8) == "\1\2\3\4\5\6\7\10");
  CHECK(recipe_from(bytes) == recipe);
  CHECK_FALSE(recipe_from(bytes.substr(1)));
  CHECK_FALSE(recipe_from(bytes + "x"));
  CHECK_FALSE(recipe_from(""));
}

}  // namespace recipe_test
