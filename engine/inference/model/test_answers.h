// For tests: a model asked as a server asks it.
#pragma once

#include <doctest/doctest.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/inference/model/model.h"

namespace engine::inference::testing {

/// The next token of the one sequence.
inline Token step_one(Context& context, std::size_t sequence, std::span<const Token> tokens,
                      bool wants_next = true) {
  const StepPart part{sequence, tokens, wants_next};
  const auto next = context.step({&part, 1});
  REQUIRE(next.has_value());
  REQUIRE(next->size() == 1);
  return next->front();
}

/// So many tokens as the answer to the prompt, which is given in pieces of up to so many.
inline std::vector<Token> answer_alone(const Model& model, std::string_view prompt,
                                       std::size_t tokens, std::size_t piece = 512) {
  const auto context = model.make_context({.sequences = 1, .tokens_each = 1024});
  REQUIRE(context.has_value());
  std::vector<Token> given = model.tokens_of(prompt).value(), answer;
  std::span<const Token> left(given);
  while (left.size() > piece) {
    step_one(**context, 0, left.first(piece), false);
    left = left.subspan(piece);
  }
  Token last = step_one(**context, 0, left);
  for (answer.push_back(last); answer.size() < tokens; answer.push_back(last)) {
    last = step_one(**context, 0, {&last, 1});
  }
  return answer;
}

inline std::string text_of(const Model& model, std::span<const Token> tokens) {
  std::string text;
  for (const Token token : tokens) text += model.piece_of(token);
  return text;
}

}  // namespace engine::inference::testing
