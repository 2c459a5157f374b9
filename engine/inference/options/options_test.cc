#include "engine/inference/options/options.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

namespace options_test {

using engine::Reason;
using engine::inference::options::check;
using engine::inference::options::find_option;
using engine::inference::options::option_table;
using engine::inference::options::OptionInfo;
using engine::inference::options::Options;

TEST_CASE("every option can be set to what it prints, in both presets") {
  for (const Options& preset : {Options::v1(), Options::v2()}) {
    CHECK(check(preset));
    for (const OptionInfo& option : option_table()) {
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
  for (const OptionInfo& option : option_table()) {
    CHECK(names.insert(option.name).second);
    CHECK(find_option(option.name) == &option);
  }
  CHECK(find_option("schedule.windw") == nullptr);
}

TEST_CASE("a wrong value changes nothing and says what would be right") {
  for (const OptionInfo& option : option_table()) {
    CAPTURE(option.name);
    Options options = Options::v2();
    const auto set = option.set(options, "no such thing");
    REQUIRE_FALSE(set);
    CHECK(set.error().reason == Reason::invalid_option);
    CHECK(set.error().detail.find("no such thing") != std::string::npos);
    CHECK(option.get(options) == option.get(Options::v2()));
  }
}

TEST_CASE("v1 has none of the source's proposals for the server, v2 has all") {
  for (const std::string_view name : {"schedule", "cache.policy", "stream", "models.loading"}) {
    CAPTURE(name);
    CHECK(find_option(name)->get(Options::v1()) != find_option(name)->get(Options::v2()));
  }
}

TEST_CASE("contradictions are refused") {
  Options options;
  SUBCASE("fewer tokens in a step than requests") {
    options.schedule.step_tokens = 15;
  }
  SUBCASE("less room for all than for one") {
    options.schedule.open_tokens = 511;
  }
  SUBCASE("a fault plan for other stages") {
    options.faults.plan = "parse:error:5%";
  }
  SUBCASE("no time at all") {
    options.server.stall_time = {};
  }
  const auto sound = check(options);
  REQUIRE_FALSE(sound);
  CHECK(sound.error().reason == Reason::invalid_option);
}

}  // namespace options_test
