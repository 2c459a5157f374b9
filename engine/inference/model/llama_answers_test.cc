// An answer does not depend on what else the model is asked meanwhile.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "engine/inference/model/test_answers.h"
#include "engine/inference/model/test_llama.h"

namespace engine::inference::llama_answers_test {
namespace {

constexpr std::size_t answer_tokens = 24;

std::vector<std::string> prompts(std::size_t count) {
  std::mt19937 random(7);
  std::vector<std::string> all(count);
  for (std::string& prompt : all) {
    prompt.resize(1 + random() % (random() % 4 == 0 ? 600 : 120));
    for (char& letter : prompt) letter = static_cast<char>(' ' + random() % 95);
  }
  return all;
}

/// One text that is on its way.
struct Going {
  std::size_t number = 0;
  std::vector<Token> prompt;
  std::size_t given = 0;
  std::vector<Token> answer;
};

/// Answers all prompts in that many sequences, in steps of random pieces of those that go on by
/// chance; every sequence is used again and again.
std::vector<std::vector<Token>> answer_together(const Model& model,
                                                const std::vector<std::string>& all,
                                                std::size_t sequences, std::size_t piece) {
  std::mt19937 random(static_cast<unsigned>(sequences * 1000 + piece));
  const auto context = model
                           .make_context({.sequences = sequences,
                                          .tokens_each = 1024,
                                          .tokens_a_step = 16 + sequences * piece})
                           .value();
  std::vector<std::vector<Token>> answers(all.size());
  std::vector<Going> going(sequences);
  std::vector<bool> busy(sequences, false);
  std::size_t next = 0, done = 0;
  while (done < all.size()) {
    std::vector<StepPart> parts;
    for (std::size_t s = 0; s < sequences; ++s) {
      if (!busy[s] && next < all.size()) {
        going[s] = {next, model.tokens_of(all[next]).value(), 0, {}};
        ++next;
        busy[s] = true;
      }
      if (!busy[s] || random() % 4 == 0) continue;
      Going& one = going[s];
      std::span<const Token> tokens(one.prompt);
      tokens = one.answer.empty() ? tokens.subspan(one.given) : std::span(one.answer).last(1);
      tokens = tokens.first(std::min<std::size_t>(tokens.size(), 1 + random() % piece));
      one.given += one.answer.empty() ? tokens.size() : 0;
      parts.push_back({s, tokens, one.given == one.prompt.size()});
    }
    if (parts.empty()) continue;
    std::shuffle(parts.begin(), parts.end(), random);
    const auto tokens = context->step(parts);
    REQUIRE(tokens.has_value());
    for (std::size_t i = 0; i < parts.size(); ++i) {
      Going& one = going[parts[i].sequence];
      if (parts[i].wants_next) one.answer.push_back((*tokens)[i]);
      if (one.answer.size() < answer_tokens) continue;
      answers[one.number] = one.answer;
      context->forget(parts[i].sequence);
      busy[parts[i].sequence] = false;
      ++done;
    }
  }
  return answers;
}

}  // namespace

TEST_CASE("greedy answers are the same alone, in pieces, and in any batch") {
  if (!testing::has_llama()) return;
  const auto model = testing::small_model();
  const auto all = prompts(16);
  std::vector<std::vector<Token>> alone;
  for (const std::string& prompt : all) {
    alone.push_back(testing::answer_alone(*model, prompt, answer_tokens));
  }
  for (const std::size_t piece : {1, 7, 64}) {
    CAPTURE(piece);
    CHECK(testing::answer_alone(*model, all.front(), answer_tokens, piece) == alone.front());
  }
  for (const std::size_t sequences : {2, 3, 8, 16}) {
    CAPTURE(sequences);
    CHECK(answer_together(*model, all, sequences, 1 + 500 / sequences) == alone);
  }
}

TEST_CASE("answers differ by prompt and by seed, and are no single token for ever") {
  if (!testing::has_llama()) return;
  const auto model = testing::small_model();
  const auto one = testing::answer_alone(*model, "What is the time?", 100);
  CHECK(one != testing::answer_alone(*model, "What is the tide?", 100));
  CHECK(one != testing::answer_alone(*testing::small_model(2), "What is the time?", 100));
  std::vector<Token> different = one;
  std::sort(different.begin(), different.end());
  different.erase(std::unique(different.begin(), different.end()), different.end());
  CHECK(different.size() > 25);
  for (const Token token : one) {
    CHECK((model->is_end(token) || (token >= ' ' && token <= '~')));
  }
}

}  // namespace engine::inference::llama_answers_test
