#include "scenarios/openai/plan/openai_plan.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "scenarios/openai/plan/openai_settings.h"

namespace openai_plan_test {

using harness::scenario::Setting;
using scenarios::openai::make_plan;
using scenarios::openai::openai_settings;
using Settings = std::vector<Setting>;

namespace {

Settings with(Settings more) {
  more.insert(more.begin(), {{"url", "http://127.0.0.1:8080"}, {"model", "m"}});
  return more;
}

std::string request_of(const Settings& settings, std::uint64_t id = 5) {
  const auto plan = make_plan(with(settings), {});
  REQUIRE_MESSAGE(plan, (plan ? "" : plan.error().message));
  std::string text;
  plan->messages->write({.id = id, .item = 3}, text);
  return text;
}

nlohmann::json body_of(const std::string& request) {
  return nlohmann::json::parse(request.substr(request.find("\r\n\r\n") + 4));
}

std::string error_of(const Settings& settings) {
  const auto plan = make_plan(settings, {});
  REQUIRE_FALSE(plan);
  return plan.error().message;
}

}  // namespace

TEST_CASE("a request is whole: a head that ends once, and a body as long as it says") {
  const std::string request = request_of({{"answer", "9"}});
  CHECK(request.starts_with("POST /v1/completions HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n"));
  CHECK(request.find("\r\nX-Request-Id: prony-5\r\n") != request.npos);
  CHECK(request.find("\r\nContent-Type: application/json\r\n") != request.npos);
  const std::string body = request.substr(request.find("\r\n\r\n") + 4);
  CHECK(request.find("\r\nContent-Length: " + std::to_string(body.size()) + "\r\n") !=
        request.npos);
  const auto json = body_of(request);
  CHECK(json["model"] == "m");
  CHECK(json["temperature"] == 0);
  CHECK(json["stream"] == true);
  CHECK(json["stream_options"]["include_usage"] == true);
  CHECK(json["max_tokens"] == 9);
  CHECK(json["prompt"].get<std::string>().size() == 400);
  CHECK_FALSE(json.contains("ignore_eos"));
  CHECK_FALSE(json.contains("stop"));
}

TEST_CASE("what a user says of it stands in the request") {
  const auto json = body_of(request_of({{"stream", "off"},
                                        {"ignore_eos", "on"},
                                        {"stop", "\n\""},
                                        {"extra", R"({"top_k": 1, "x": [true]})"}}));
  CHECK(json["stream"] == false);
  CHECK_FALSE(json.contains("stream_options"));
  CHECK(json["ignore_eos"] == true);
  CHECK(json["stop"] == "\n\"");
  CHECK(json["top_k"] == 1);
  CHECK(json["x"][0] == true);
  const std::string chat = request_of({{"chat", "on"}, {"prefix", "2"}, {"usage", "off"}});
  CHECK(chat.starts_with("POST /v1/chat/completions "));
  CHECK(body_of(chat)["messages"].size() == 2);
  CHECK_FALSE(body_of(chat).contains("stream_options"));
}

TEST_CASE("the place behind the server's URL is found") {
  for (const auto& [url, path] : std::vector<std::pair<const char*, const char*>>{
           {"http://h", "/v1/completions"},
           {"http://h/", "/v1/completions"},
           {"http://h/v1", "/v1/completions"},
           {"http://h/v1/", "/v1/completions"},
           {"http://h/api", "/api/v1/completions"},
           {"http://h/other/completions", "/other/completions"}}) {
    CAPTURE(url);
    const auto plan = make_plan({{"url", url}, {"model", "m"}}, {});
    REQUIRE(plan);
    std::string text;
    plan->messages->write({}, text);
    CHECK(text.starts_with(std::string("POST ") + path + " "));
  }
}

TEST_CASE("secrets come from the environment, and stand in no parameter") {
  ::setenv("PRONY_TEST_KEY", "s3cret", 1);
  const Settings settings{{"header", "Authorization: Bearer ${PRONY_TEST_KEY}"}};
  CHECK(request_of(settings).find("\r\nAuthorization: Bearer s3cret\r\n") != std::string::npos);
  const auto plan = make_plan(with(settings), {});
  for (const auto& [name, value] : plan->parameters) {
    CHECK(value.find("s3cret") == value.npos);
  }
}

TEST_CASE("the same request has the same bytes, and each its own id") {
  CHECK(request_of({}) == request_of({}));
  CHECK(request_of({}, 6).find("X-Request-Id: prony-6\r\n") != std::string::npos);
}

TEST_CASE("what is wrong is told in a line that begins with the setting") {
  CHECK(error_of({{"url", "http://h"}}).starts_with("model: there is none"));
  CHECK(error_of({{"model", "m"}}).starts_with("url: there is none"));
  CHECK(error_of(with({{"stream", "yes"}})) == "stream: 'yes' is neither on nor off");
  CHECK(error_of(with({{"turns", "0"}})) == "turns: '0' is no whole number from 1 to 1000");
  CHECK(error_of(with({{"token_bytes", "99"}})) == "token_bytes: '99' is no number from 0.5 to 32");
  CHECK(error_of(with({{"verify", "all"}})) == "verify: 'all' is none of off, id and echo");
  CHECK(error_of(with({{"answer", "0"}})).starts_with("answer: '0' is no number of tokens"));
  CHECK(error_of(with({{"extra", "[]"}})).starts_with("extra: is no JSON object"));
  CHECK(error_of(with({{"timeout", "never"}})).starts_with("timeout: "));
  CHECK(error_of(with({{"header", "X-Item: {item}"}})).starts_with("header: "));
  CHECK(error_of(with({{"header", "X: ${PRONY_NO_SUCH_NAME}"}})).starts_with("header"));
}

TEST_CASE("each setting is told, as it was said or as it usually is") {
  const auto plan = make_plan(with({{"answer", "8-64"}}), {});
  REQUIRE(plan);
  const auto value_of = [&](std::string_view wanted) {
    for (const auto& [name, value] : plan->parameters) {
      if (name == wanted) return value;
    }
    return std::string("not told");
  };
  CHECK(value_of("answer") == "8-64");
  CHECK(value_of("prompt") == "100");
  CHECK(value_of("timeout") == "60s");
  CHECK(plan->client.timeout == std::chrono::seconds(60));
  CHECK(plan->describe(3).size() == 83);
  for (const auto& info : openai_settings()) CHECK(!info.help.empty());
}

}  // namespace openai_plan_test
