#include "engine/documents/options/options.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

namespace options_test {

using engine::documents::options::OptionInfo;
using engine::documents::options::Options;

TEST_CASE("every option can be set to what it prints, in both presets") {
  for (const Options& preset : {Options::v1(), Options::v2()}) {
    for (const OptionInfo& option : engine::documents::options::option_table()) {
      CAPTURE(option.name);
      Options other = Options::v1();
      const std::string text = option.get(preset);
      REQUIRE(option.set(other, text));
      CHECK(option.get(other) == text);
      CHECK_FALSE(option.values.empty());
      CHECK_FALSE(option.help.empty());
    }
  }
}

TEST_CASE("names are unique and found") {
  std::set<std::string_view> names;
  for (const OptionInfo& option : engine::documents::options::option_table()) {
    CHECK(names.insert(option.name).second);
    CHECK(engine::documents::options::find_option(option.name) == &option);
  }
  CHECK(engine::documents::options::find_option("cache.capacty") == nullptr);
}

TEST_CASE("a wrong value changes nothing and says what would be right") {
  for (const OptionInfo& option : engine::documents::options::option_table()) {
    CAPTURE(option.name);
    Options options = Options::v2();
    const auto set = option.set(options, "no such thing");
    REQUIRE_FALSE(set);
    CHECK(set.error().reason == engine::Reason::invalid_option);
    CHECK(set.error().detail.find("no such thing") != std::string::npos);
    CHECK(option.get(options) == option.get(Options::v2()));
  }
}

TEST_CASE("v1 has none of the claimed optimisations, v2 has all") {
  for (const OptionInfo& option : engine::documents::options::option_table()) {
    // Batch size and window are not on or off, and the claims of both leave them open. A second
    // level needs a server, which no preset can know of.
    if (option.claim_id.empty() || option.claim_id == "000.2") continue;
    if (option.name == "cache.redis") continue;
    CAPTURE(option.name);
    CHECK(option.get(Options::v1()) != option.get(Options::v2()));
  }
}

TEST_CASE("contradictions are refused") {
  Options options = Options::v2();
  CHECK(engine::documents::options::check(options));
  SUBCASE("an overlap as long as the chunk") {
    options.chunks.overlap = options.chunks.bytes;
  }
  SUBCASE("a first pause that is longer than the longest") {
    options.run.retry.first_pause = 2 * options.run.retry.longest_pause;
  }
  SUBCASE("no time at all") {
    options.document_deadline = std::chrono::nanoseconds(0);
  }
  const auto sound = engine::documents::options::check(options);
  REQUIRE_FALSE(sound);
  CHECK(sound.error().reason == engine::Reason::invalid_option);
}

TEST_CASE("both presets come to the same results") {
  using engine::documents::content::recipe_of;
  using engine::documents::options::ingredients_of;
  CHECK(recipe_of(ingredients_of(Options::v1())) == recipe_of(ingredients_of(Options::v2())));
  Options other = Options::v2();
  other.run.workers = 7;
  other.run.batch.size = 3;
  other.read_mode = engine::documents::options::ReadMode::whole;
  CHECK(recipe_of(ingredients_of(other)) == recipe_of(ingredients_of(Options::v2())));
}

}  // namespace options_test
