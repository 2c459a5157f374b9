#include "engine/inference/server/question.h"

#include <doctest/doctest.h>

namespace question_test {

using engine::Reason;
using engine::inference::server::read_question;

TEST_CASE("all fields that the server knows are read, others are passed over") {
  const auto question = read_question(
      R"({"user":{"prompt":[1,{"stop":3}]},"model":"4m","prompt":"A \u20ac","max_tokens":64,"stream":true,
          "stream_options":{"include_usage":true},"ignore_eos":true,"stop":["\n","END"],
          "temperature":0.0,"top_p":0.5,"seed":7,"n":1,"logprobs":null})",
      100);
  REQUIRE(question);
  CHECK(question->model == "4m");
  CHECK(question->ask.prompt == "A \xE2\x82\xAC");
  CHECK(question->ask.most_tokens == 64);
  CHECK(question->ask.ignore_end);
  CHECK(question->ask.stops == std::vector<std::string>{"\n", "END"});
  CHECK(question->stream);
  CHECK(question->include_usage);
}

TEST_CASE("what is left out is as others have it") {
  const auto question = read_question(R"({"prompt":["x"],"stop":"y"})", 4'096);
  REQUIRE(question);
  CHECK(question->ask.prompt == "x");
  CHECK(question->ask.most_tokens == 16);
  CHECK(question->ask.stops.size() == 1);
  CHECK_FALSE(question->stream);
  CHECK_FALSE(question->include_usage);
  CHECK(question->model.empty());
}

TEST_CASE("what can't be done is refused, and the field named") {
  const auto error = [](std::string_view fields) {
    const std::string body = R"({"prompt":"x",)" + std::string(fields) + "}";
    const auto question = read_question(body, 100);
    REQUIRE_FALSE(question);
    return question.error();
  };
  CHECK(error(R"("temperature":0.7)").detail ==
        "temperature: answers are greedy: leave it out, or write 0");
  CHECK(error(R"("max_tokens":101)").detail == "max_tokens: is a whole number from 1 to 100");
  CHECK(error(R"("max_tokens":0)").reason == Reason::invalid_option);
  CHECK(error(R"("max_tokens":-1)").reason == Reason::invalid_option);
  CHECK(error(R"("max_tokens":1.5)").reason == Reason::invalid_option);
  CHECK(error(R"("max_tokens":1e300)").reason == Reason::invalid_option);
  CHECK(error(R"("max_tokens":"5")").detail == "max_tokens: is of a wrong type");
  CHECK(error(R"("n":2)").detail == "n: one answer a request");
  CHECK(error(R"("echo":true)").detail == "echo: the prompt is not sent back");
  CHECK(error(R"("logprobs":5)").detail == "logprobs: is not supported: leave it out");
  CHECK(error(R"("stop":["a","b","c","d","e"])").detail == "stop: at most 4 texts");
  CHECK(error(R"("stop":"")").detail == "stop: texts of 1 to 256 bytes");
  CHECK(error(R"("prompt":"y")").detail == "prompt: one a request");
  CHECK(error(R"("stream":1)").detail == "stream: is of a wrong type");
  CHECK(error(R"("stream":{})").detail == "stream: is of a wrong type");
  CHECK(error(R"("stop":[["a"]])").detail == "stop: is of a wrong type");
}

TEST_CASE("bodies of another form are refused") {
  const auto reason = [](std::string_view body) {
    const auto question = read_question(body, 100);
    REQUIRE_FALSE(question);
    CHECK_FALSE(question.error().detail.empty());
    return question.error().reason;
  };
  CHECK(reason("") == Reason::malformed);
  CHECK(reason("{") == Reason::malformed);
  CHECK(reason("[]") == Reason::malformed);
  CHECK(reason("\"x\"") == Reason::malformed);
  CHECK(reason("{}") == Reason::malformed);
  CHECK(reason(R"({"prompt":"x"} y)") == Reason::malformed);
  CHECK(reason("{\"prompt\":\"\xFF\"}") == Reason::malformed);
  CHECK(reason(R"({"prompt":null})") == Reason::malformed);
  CHECK(reason(R"({"prompt":[1,2]})") == Reason::malformed);
  CHECK(reason(R"({"prompt":""})") == Reason::empty);
  CHECK(reason(R"({"x":)" + std::string(100'000, '[')) == Reason::too_deep);
}

}  // namespace question_test
