// The echo model says what it was told, and then that this was all.
#include "engine/inference/model/echo_model.h"

#include <doctest/doctest.h>

#include <random>

#include "engine/inference/model/test_answers.h"

namespace engine::inference::echo_model_test {

TEST_CASE("the tokens of any bytes are those bytes") {
  const EchoModel model;
  std::mt19937 random(1);
  for (int round = 0; round < 500; ++round) {
    std::string text(random() % 60, '\0');
    for (char& letter : text) letter = static_cast<char>(random() % (round % 2 ? 256 : 128));
    CHECK(testing::text_of(model, model.tokens_of(text).value()) == text);
  }
  CHECK(model.tokens_of("abcdefgh").value().size() == 3);  // a start, and four letters each
  CHECK(model.tokens_of("").value().size() == 1);
}

TEST_CASE("an answer is its prompt, in pieces or not, and an end") {
  const EchoModel model;
  const std::string prompt = "Grüße, says \xF0\x9F\x98\x80 to the other one";
  const std::size_t length = model.tokens_of(prompt).value().size();
  for (const std::size_t piece : {1, 2, 5, 512}) {
    const auto answer = testing::answer_alone(model, prompt, length, piece);
    CHECK(testing::text_of(model, answer) == prompt);
    CHECK(model.is_end(answer.back()));
    CHECK_FALSE(model.is_end(answer.front()));
  }
}

TEST_CASE("a sequence that was forgotten answers its next prompt only") {
  const EchoModel model;
  const auto context = model.make_context({}).value();
  const auto first = model.tokens_of("abcdefgh").value();
  const auto second = model.tokens_of("wxyz").value();
  testing::step_one(*context, 0, first);
  context->forget(0);
  const Token said = testing::step_one(*context, 0, second);
  CHECK(model.piece_of(said) == "wxyz");
  CHECK(model.is_end(testing::step_one(*context, 0, {&said, 1})));
}

TEST_CASE("a step that can't be is an error") {
  const EchoModel model;
  const auto context =
      model.make_context({.sequences = 2, .tokens_each = 4, .tokens_a_step = 6}).value();
  const std::vector<Token> tokens(8, 0);
  const auto reason = [&](std::vector<StepPart> parts) {
    const auto next = context->step(parts);
    return next ? Reason::internal : next.error().reason;
  };
  const auto first = [&](std::size_t count) { return std::span(tokens).first(count); };
  CHECK(reason({}) == Reason::invalid_option);
  CHECK(reason({{2, first(1), true}}) == Reason::invalid_option);
  CHECK(reason({{0, first(0), true}}) == Reason::invalid_option);
  CHECK(reason({{0, first(1), true}, {0, first(1), true}}) == Reason::invalid_option);
  CHECK(reason({{0, first(4), true}, {1, first(3), true}}) == Reason::invalid_option);
  CHECK(reason({{0, first(5), true}}) == Reason::too_large);
  CHECK(context->step(std::vector<StepPart>{{0, first(4), true}}).has_value());
  CHECK(reason({{0, first(1), true}}) == Reason::too_large);
}

}  // namespace engine::inference::echo_model_test
