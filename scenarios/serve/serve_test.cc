#include <doctest/doctest.h>

#include "scenarios/serve/inference_words.h"

namespace serve_test {

using scenarios::serve::options_of;

TEST_CASE("settings are those of the preset, and what was typed") {
  const auto options = options_of({.engine = "v1", .port = 0, .settings = {"model.shape=echo"}});
  REQUIRE(options);
  CHECK(options->model.shape == engine::inference::Shape::echo);
  CHECK_FALSE(options->server.stream);
  CHECK(options->server.port == 0);
}

TEST_CASE("what was typed wrong is told, with what would be right") {
  const auto error = [](std::vector<std::string> settings, std::string engine = "v2") {
    return options_of({.engine = engine, .settings = std::move(settings)}).error().message;
  };
  CHECK(error({"model.shap=echo"}) == "there is no setting model.shap; did you mean model.shape?");
  CHECK(error({"model.shape=5m"}) ==
        "model.shape: '5m' is not echo or simulated or 1m or 4m or 110m");
  CHECK(error({"stream"}) == "--set stream: write NAME=VALUE, such as --set schedule=continuous");
  CHECK(error({}, "v3") == "--engine v3: there are v1 and v2");
  CHECK(error({"schedule.step_tokens=4"}).find("at least schedule.sequences=16") !=
        std::string::npos);
}

}  // namespace serve_test
