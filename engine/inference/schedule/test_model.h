// For tests: a model whose every answer is known, and whose time is made up.
#pragma once

#include <algorithm>
#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "engine/inference/model/model.h"
#include "engine/run/dice.h"

namespace engine::inference {

/// Its tokens are bytes. It answers with its prompt, over and over, or with letters that depend on
/// all that came before, so that whatever is mixed up shows.
class TestModel : public Model {
 public:
  enum class Law { echo, hashed };
  static constexpr Token end = 256;

  /// What a step held: sequences, and how many tokens of each.
  using Step = std::vector<std::pair<std::size_t, std::size_t>>;
  /// Called in each step, before it is done; an error is the step's.
  using Hook = std::function<Expected<void>(const Step&)>;

  explicit TestModel(Law law = Law::echo, Hook hook = {}) : law_(law), hook_(std::move(hook)) {}

  std::string_view name() const override { return "test"; }
  bool simulated() const override { return true; }
  std::uint64_t bytes() const override { return 1'000; }
  Expected<std::vector<Token>> tokens_of(std::string_view text) const override {
    std::vector<Token> tokens;
    for (const char c : text) tokens.push_back(static_cast<unsigned char>(c));
    return tokens;
  }
  std::string piece_of(Token token) const override {
    return token == end ? std::string() : std::string(1, static_cast<char>(token));
  }
  bool is_end(Token token) const override { return token == end; }
  Expected<std::unique_ptr<Context>> make_context(const ContextSize& size) const override;

  /// The answer to that prompt, of so many tokens at most.
  std::string answer_to(const std::string& prompt, std::size_t tokens, bool ignore_end) const {
    std::vector<Token> held = *tokens_of(prompt);
    std::string answer;
    for (std::size_t i = 0; i < tokens; ++i) {
      const Token next = next_of(held, i);
      if (next == end && !ignore_end) break;
      answer += piece_of(next);
      held.push_back(next);
    }
    return answer;
  }

 private:
  friend class TestContext;

  Token next_of(const std::vector<Token>& held, std::size_t made) const {
    if (law_ == Law::echo) return held[made];
    std::uint64_t hash = 1;
    for (const Token token : held) hash = run::mixed(hash ^ static_cast<std::uint64_t>(token));
    return hash % 50 == 0 ? end : static_cast<Token>('a' + hash % 26);
  }

  const Law law_;
  const Hook hook_;
};

class TestContext : public Context {
 public:
  TestContext(const TestModel& model, const ContextSize& size)
      : model_(model), size_(size), held_(size.sequences) {}

  std::size_t sequences() const override { return size_.sequences; }
  std::size_t tokens_each() const override { return size_.tokens_each; }
  std::size_t tokens_a_step() const override { return size_.tokens_a_step; }

  Expected<std::vector<Token>> step(std::span<const StepPart> parts) override {
    TestModel::Step held;
    for (const StepPart& part : parts) held.emplace_back(part.sequence, part.tokens.size());
    if (model_.hook_) {
      if (auto done = model_.hook_(held); !done) return tl::unexpected(done.error());
    }
    std::vector<Token> next;
    for (const StepPart& part : parts) {
      Held& one = held_.at(part.sequence);
      if (one.made > 0 && part.tokens.size() != 1) std::abort();
      one.tokens.insert(one.tokens.end(), part.tokens.begin(), part.tokens.end());
      if (one.tokens.size() > size_.tokens_each) std::abort();
      next.push_back(part.wants_next ? model_.next_of(one.tokens, one.made++) : -1);
    }
    return next;
  }
  void forget(std::size_t sequence) override { held_.at(sequence) = {}; }

 private:
  struct Held {
    std::vector<Token> tokens;
    std::size_t made = 0;
  };

  const TestModel& model_;
  const ContextSize size_;
  std::vector<Held> held_;
};

inline Expected<std::unique_ptr<Context>> TestModel::make_context(const ContextSize& size) const {
  return std::make_unique<TestContext>(*this, size);
}

}  // namespace engine::inference
