// The simulated model takes the time that it was told to, and its answers follow from the text.
#include "engine/inference/model/simulated_model.h"

#include <doctest/doctest.h>

#include "engine/inference/model/test_answers.h"

namespace engine::inference::simulated_model_test {

using namespace std::chrono_literals;

TEST_CASE("a step takes its own time and that of its tokens, all sequences together") {
  std::chrono::nanoseconds passed{0};
  const SimulatedModel model({.a_step = 3ms, .a_token = 200us}, [&](auto time) { passed += time; });
  CHECK(model.simulated());
  const auto context = model.make_context({.sequences = 2}).value();
  const auto prompt = model.tokens_of("four").value();  // and a start
  testing::step_one(*context, 0, prompt, false);
  CHECK(passed == 4ms);
  const Token token = 'x';
  const StepPart parts[] = {{0, {&token, 1}, true}, {1, prompt, true}};
  REQUIRE(context->step(parts).has_value());
  CHECK(passed == 4ms + 3ms + 6 * 200us);
}

TEST_CASE("an answer is printable, goes on for ever, and depends on nothing but the text") {
  const SimulatedModel model({}, [](auto) {});
  const auto answer = testing::answer_alone(model, "a prompt", 64);
  for (const Token token : answer) {
    CHECK_FALSE(model.is_end(token));
    CHECK((token >= 32 && token < 127));
  }
  CHECK(testing::answer_alone(model, "a prompt", 64, 3) == answer);
  CHECK(testing::answer_alone(model, "b prompt", 64) != answer);
  const auto context = model.make_context({.sequences = 2}).value();
  const auto other = model.tokens_of("something else").value();
  const auto prompt = model.tokens_of("a prompt").value();
  const StepPart parts[] = {{1, other, true}, {0, prompt, true}};
  CHECK(context->step(parts).value()[1] == answer[0]);
  context->forget(1);
  CHECK(testing::step_one(*context, 1, prompt) == answer[0]);
}

TEST_CASE("waiting takes at least as long as it should") {
  const auto begin = std::chrono::steady_clock::now();
  wait_exactly(2ms);
  CHECK(std::chrono::steady_clock::now() - begin >= 2ms);
}

}  // namespace engine::inference::simulated_model_test
