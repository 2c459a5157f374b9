#include <doctest/doctest.h>

#include "scenarios/documents/targets/engine_target.h"

namespace engine_options_test {

using engine::documents::options::Options;
using harness::scenario::Setting;
using scenarios::engine_options;

namespace {

constexpr std::uint64_t corpus_bytes = 1'000'000;

std::string error_of(const std::string& preset, const std::vector<Setting>& settings) {
  const auto options = engine_options(preset, settings, corpus_bytes);
  REQUIRE_FALSE(options);
  CHECK(options.error().message.find('\n') == std::string::npos);
  return options.error().message;
}

Options options_of(const std::string& preset, const std::vector<Setting>& settings) {
  const auto options = engine_options(preset, settings, corpus_bytes);
  REQUIRE(options);
  return *options;
}

/// All of an engine's options as text.
std::vector<std::string> texts(const Options& options) {
  std::vector<std::string> all;
  for (const engine::documents::options::OptionInfo& option :
       engine::documents::options::option_table()) {
    all.push_back(option.get(options));
  }
  return all;
}

}  // namespace

TEST_CASE("the presets are the engine's") {
  CHECK(texts(options_of("v1", {})) == texts(Options::v1()));
  CHECK(texts(options_of("v2", {})) == texts(Options::v2()));
}

TEST_CASE("every option of the table can be set to what either preset has") {
  for (const Options& preset : {Options::v1(), Options::v2()}) {
    std::vector<Setting> settings;
    for (const engine::documents::options::OptionInfo& option :
         engine::documents::options::option_table()) {
      settings.emplace_back(option.name, option.get(preset));
    }
    CHECK(texts(options_of("v1", settings)) == texts(preset));
    CHECK(texts(options_of("v2", settings)) == texts(preset));
  }
}

TEST_CASE("later settings win") {
  CHECK(options_of("v2", {{"batch.size", "5"}, {"batch.size", "7"}}).run.batch.size == 7);
}

TEST_CASE("a share of the corpus bounds the cache, where there is a bound") {
  CHECK(options_of("v2", {{"cache.capacity", "25%"}}).cache.capacity_bytes == 250'000);
  CHECK(options_of("v2", {{"cache.capacity", "0%"}}).cache.capacity_bytes == 0);
  CHECK(options_of("v2", {{"cache.capacity", "150%"}}).cache.capacity_bytes == 1'500'000);
  CHECK_FALSE(options_of("v1", {{"cache.capacity", "25%"}}).cache.capacity_bytes);  // v1 has none
  CHECK(options_of("v1", {{"cache.capacity", "1MB"}}).cache.capacity_bytes == 1'000'000);
  for (const std::string wrong : {"%", "-5%", "1001%", "x%", "5 %", "nan%", "5%%"}) {
    CAPTURE(wrong);
    CHECK(error_of("v2", {{"cache.capacity", wrong}}).find("cache.capacity") != std::string::npos);
  }
  CHECK(error_of("v2", {{"batch.size", "25%"}}).find("1 to 10000") != std::string::npos);
}

TEST_CASE("misspelt names get the nearest right one") {
  CHECK(error_of("v2", {{"cache.capacty", "1"}}) ==
        "there is no engine switch 'cache.capacty'; did you mean cache.capacity?");
  CHECK(error_of("v2", {{"Batch.Size", "1"}}) ==
        "there is no engine switch 'Batch.Size'; did you mean batch.size?");
  CHECK(error_of("v2", {{"nothing like it", "1"}}) ==
        "there is no engine switch 'nothing like it'; see ./prony list --engine");
  CHECK(error_of("v22", {}) == "there is no engine 'v22'; did you mean v2?");
  CHECK(error_of("", {}) == "there is no engine ''; there are v1 and v2");
}

TEST_CASE("a wrong value is told with the right ones") {
  CHECK(error_of("v2", {{"batch.size", "0"}}) ==
        "--set batch.size: '0' is no whole number from 1 to 10000 (1 to 10000)");
  CHECK(error_of("v2", {{"executor", "fast"}}).find("sequential | threads") != std::string::npos);
  for (const engine::documents::options::OptionInfo& option :
       engine::documents::options::option_table()) {
    CHECK(error_of("v2", {{std::string(option.name), "wrong"}}).find(option.values) !=
          std::string::npos);
  }
}

TEST_CASE("settings that contradict one another are told") {
  CHECK_FALSE(error_of("v2", {{"chunk.size", "100"}, {"chunk.overlap", "100"}}).empty());
}

}  // namespace engine_options_test
