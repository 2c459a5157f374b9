#include "engine/content/recipe.h"

#include <doctest/doctest.h>

#include "engine/options.h"

namespace recipe_test {

using engine::Options;
using engine::content::Recipe;
using engine::content::recipe_from;
using engine::content::recipe_of;

TEST_CASE("a setting changes the recipe of the stages whose output depends on it, and no other") {
  const Recipe usual = recipe_of(Options::v2());
  CHECK(recipe_of(Options::v1()) == usual);  // both come to the same results

  Options options = Options::v2();
  Recipe expected = usual;
  SUBCASE("chunk.size") {
    options.chunk_size = 700;
    expected.chunk = recipe_of(options).chunk;
    CHECK(expected.chunk != usual.chunk);
  }
  SUBCASE("chunk.overlap") {
    options.chunk_overlap = 0;
    expected.chunk = recipe_of(options).chunk;
    CHECK(expected.chunk != usual.chunk);
  }
  SUBCASE("analyse.keywords") {
    options.keywords = 3;
    expected.analyse = recipe_of(options).analyse;
    CHECK(expected.analyse != usual.analyse);
  }
  SUBCASE("analyse.summary_sentences") {
    options.summary_sentences = 1;
    expected.analyse = recipe_of(options).analyse;
    CHECK(expected.analyse != usual.analyse);
  }
  SUBCASE("document.max_bytes, which also bounds what is unpacked") {
    options.document_max_bytes = 1'000;
    expected.parse = recipe_of(options).parse;
    expected.index = recipe_of(options).index;
    CHECK(expected.parse != usual.parse);
    CHECK(expected.index != usual.index);
  }
  SUBCASE("what says how it is worked, not what comes of it") {
    options.workers = 7;
    options.batch_size = 3;
    options.read_mode = engine::ReadMode::whole;
  }
  CHECK(recipe_of(options) == expected);
}

TEST_CASE("of what limits cut short, the recipe depends on them, too") {
  const Options usual = Options::v2();
  Options other = usual;
  CHECK(engine::content::recipe_of_cut(usual).parse != recipe_of(usual).parse);
  CHECK(engine::content::recipe_of_cut(usual).index != recipe_of(usual).index);
  CHECK(engine::content::recipe_of_cut(usual) == engine::content::recipe_of_cut(other));
  SUBCASE("CPU time") {
    other.document_max_cpu.reset();
  }
  SUBCASE("memory") {
    other.document_max_memory = *other.document_max_memory + 1;
  }
  SUBCASE("whose memory is counted, a child's or the engine's") {
    other.executor = engine::ExecutorKind::processes;
  }
  CHECK(recipe_of(other) == recipe_of(usual));
  CHECK(engine::content::recipe_of_cut(other).parse != engine::content::recipe_of_cut(usual).parse);
  CHECK(engine::content::recipe_of_cut(other).index != engine::content::recipe_of_cut(usual).index);
}

TEST_CASE("two settings do not run into one another") {
  Options a = Options::v2();
  a.chunk_size = 2'001;
  a.chunk_overlap = 0;
  Options b = Options::v2();
  b.chunk_size = 200;
  b.chunk_overlap = 10;
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
