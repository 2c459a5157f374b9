#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "scenarios/inference/inference_subject.h"
#include "scenarios/inference/target/inference_settings.h"
#include "scenarios/inference/target/inference_target.h"
#include "scenarios/inference/target/server_counters.h"

namespace inference_settings_test {

using harness::scenario::Setting;
using scenarios::inference::check_inference;
using scenarios::inference::inference_settings;
using scenarios::inference::take_apart;

TEST_CASE("settings are told apart by whose they are") {
  const auto apart =
      take_apart("v2", {{"schedule", "serial"}, {"client.answer", "8"}, {"stream", "off"}});
  REQUIRE(apart);
  CHECK(apart->server == std::vector<Setting>{{"schedule", "serial"}, {"stream", "off"}});
  CHECK(apart->client.back() == Setting{"answer", "8"});
  CHECK(std::ranges::find(apart->client, Setting{"keep_alive", "on"}) != apart->client.end());
  const auto plain = take_apart("v1", {});
  REQUIRE(plain);
  CHECK(std::ranges::find(plain->client, Setting{"keep_alive", "off"}) != plain->client.end());
}

TEST_CASE("what is wrong with a setting is told before anything is started") {
  const auto error = [](const char* name, const char* value) {
    return check_inference("v2", {{name, value}}).error().message;
  };
  CHECK(error("schedul", "serial") == "there is no setting 'schedul'; did you mean schedule?");
  CHECK(error("client.url", "http://h").starts_with("there is no setting 'client.url'"));
  CHECK(error("schedule", "best").find("best") != std::string::npos);
  CHECK(error("client.answer", "0").starts_with("answer: '0' is no number of tokens"));
  CHECK(error("schedule.step_tokens", "4").find("schedule.sequences") != std::string::npos);
  CHECK(check_inference("v1", {}));
  CHECK(check_inference("v2", {{"model.shape", "echo"}, {"client.stream", "off"}}));
}

TEST_CASE("every setting says what it is in both presets, once") {
  std::set<std::string> names;
  for (const auto& info : inference_settings()) {
    CAPTURE(info.name);
    CHECK(names.insert(info.name).second);
    CHECK(info.presets.size() == 2);
    CHECK_FALSE(info.help.empty());
  }
  CHECK(names.contains("client.keep_alive"));
}

TEST_CASE("counters of the service have names that files can have") {
  std::vector<harness::CounterInfo> all;
  for (const auto& counter : scenarios::inference::server_counters()) all.push_back(counter.info);
  all.push_back(scenarios::inference::prefill_share());
  CHECK(harness::check_counters(all));
}

TEST_CASE("settings that scenarios make are ones that the service takes") {
  const auto subject = scenarios::inference::inference_subject();
  CHECK(subject.scenarios.size() >= 9);
  for (const auto& scenario : subject.scenarios) {
    CAPTURE(scenario.name);
    for (const auto& step : scenario.standard.steps()) {
      CAPTURE(step.name);
      CHECK(check_inference("v1", step.settings));
      CHECK(check_inference("v2", step.settings));
    }
    if (const auto* const design = scenario.standard.ablation()) {
      for (const auto& configuration : design->configurations) {
        CHECK(check_inference(configuration.preset, configuration.settings));
      }
    }
  }
}

}  // namespace inference_settings_test
