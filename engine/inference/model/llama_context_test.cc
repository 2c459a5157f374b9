// What a context of llama.cpp holds, forgets and refuses.
#include <doctest/doctest.h>

#include <vector>

#include "engine/inference/model/test_answers.h"
#include "engine/inference/model/test_llama.h"

namespace engine::inference::llama_context_test {

TEST_CASE("tokens are bytes after a start, and their pieces are the text") {
  if (!testing::has_llama()) return;
  const auto model = testing::small_model();
  std::string text;
  for (int byte = 1; byte < 128; ++byte) text += static_cast<char>(byte);
  text += "Grüße \xF0\x9F\x98\x80";
  const auto tokens = model->tokens_of(text).value();
  CHECK(tokens.size() == text.size() + 1);
  CHECK(testing::text_of(*model, tokens) == text);
  CHECK(model->tokens_of("").value().size() == 1);
  CHECK(model->is_end(257));
  CHECK_FALSE(model->is_end('a'));
  CHECK_FALSE(model->simulated());
  CHECK(model->name() == "prony-1m-seed1");
  CHECK(model->bytes() == gguf::shapes().front().parameters() * sizeof(float));
}

TEST_CASE("a sequence holds what it may, no token more, and all of it again once forgotten") {
  if (!testing::has_llama()) return;
  const auto model = testing::small_model();
  const auto context =
      model->make_context({.sequences = 3, .tokens_each = 300, .tokens_a_step = 300}).value();
  CHECK(context->sequences() == 3);
  CHECK(context->tokens_each() == 300);
  const std::vector<Token> full(300, 'x'), one(1, 'x');
  std::vector<Token> ends;
  for (int round = 0; round < 3; ++round) {
    for (std::size_t s = 0; s < 3; ++s) ends.push_back(testing::step_one(*context, s, full));
    for (std::size_t s = 0; s < 3; ++s) {
      const StepPart part{s, one, true};
      CHECK(context->step({&part, 1}).error().reason == Reason::too_large);
      context->forget(s);
    }
  }
  CHECK(ends == std::vector<Token>(9, ends.front()));
}

TEST_CASE("a step takes as many tokens as it may; others, and strange ones, are refused") {
  if (!testing::has_llama()) return;
  const auto model = testing::small_model();
  const auto context =
      model->make_context({.sequences = 2, .tokens_each = 64, .tokens_a_step = 1}).value();
  const std::vector<Token> two(2, 'x'), strange(1, 258), negative(1, -1);
  const auto reason = [&](std::span<const Token> tokens) {
    const StepPart part{0, tokens, true};
    const auto next = context->step({&part, 1});
    return next ? Reason::internal : next.error().reason;
  };
  CHECK(reason(two) == Reason::invalid_option);
  CHECK(reason(strange) == Reason::invalid_option);
  CHECK(reason(negative) == Reason::invalid_option);
  testing::step_one(*context, 0, std::span(two).first(1));
}

TEST_CASE("a context of no use is refused") {
  if (!testing::has_llama()) return;
  const auto model = testing::small_model();
  CHECK(model->make_context({.sequences = 0}).error().reason == Reason::invalid_option);
  CHECK(model->make_context({.sequences = 257}).error().reason == Reason::invalid_option);
  CHECK(model->make_context({.tokens_each = 0}).error().reason == Reason::invalid_option);
  CHECK(model->make_context({.threads = 0}).error().reason == Reason::invalid_option);
  CHECK(model->make_context({.sequences = 2, .tokens_each = ~std::size_t{0}}).error().reason ==
        Reason::invalid_option);
  CHECK(model->make_context({.sequences = 256, .tokens_each = 1U << 22}).error().reason ==
        Reason::out_of_memory);
}

TEST_CASE("a context outlives its model") {
  if (!testing::has_llama()) return;
  auto model = testing::small_model();
  const auto prompt = model->tokens_of("on its own").value();
  const auto context = model->make_context({}).value();
  model.reset();
  testing::step_one(*context, 0, prompt);
}

TEST_CASE("without exactness a step is still a step") {
  if (!testing::has_llama()) return;
  const auto model = testing::small_model();
  const auto context = model->make_context({.sequences = 4, .exact = false}).value();
  const auto prompt = model->tokens_of(std::string(200, 'x')).value();
  const StepPart parts[] = {{0, prompt, true}, {3, prompt, true}};
  const auto next = context->step(parts).value();
  CHECK(next[0] == next[1]);
}

}  // namespace engine::inference::llama_context_test
