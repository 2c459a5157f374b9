#include "engine/inference/model/simulated_model.h"

#include <thread>
#include <utility>

#include "engine/inference/model/step_check.h"

namespace engine::inference {
namespace {

/// What a text is known by; every token changes it.
std::uint64_t continued(std::uint64_t mark, Token token) {
  std::uint64_t bits = (mark ^ static_cast<std::uint64_t>(token)) + 0x9E3779B97F4A7C15U;
  bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9U;
  bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBU;
  return bits ^ (bits >> 31);
}

Token printable(std::uint64_t mark) {
  return static_cast<Token>(' ' + mark % 95);
}

class SimulatedContext : public Context {
 public:
  SimulatedContext(const ContextSize& size, Pace pace, const Wait& wait)
      : size_(size),
        pace_(pace),
        wait_(wait),
        held_(size.sequences, 0),
        marks_(size.sequences, 0) {}

  std::size_t sequences() const override { return size_.sequences; }
  std::size_t tokens_each() const override { return size_.tokens_each; }
  std::size_t tokens_a_step() const override { return size_.tokens_a_step; }

  Expected<std::vector<Token>> step(std::span<const StepPart> parts) override {
    if (const auto checked = check_step(parts, size_, held_); !checked) {
      return tl::unexpected(checked.error());
    }
    std::vector<Token> next;
    std::size_t tokens = 0;
    for (const StepPart& part : parts) {
      std::uint64_t& mark = marks_[part.sequence];
      for (const Token token : part.tokens) mark = continued(mark, token);
      held_[part.sequence] += part.tokens.size();
      tokens += part.tokens.size();
      next.push_back(part.wants_next ? printable(mark) : -1);
    }
    wait_(pace_.a_step + pace_.a_token * tokens);
    return next;
  }

  void forget(std::size_t sequence) override {
    held_[sequence] = 0;
    marks_[sequence] = 0;
  }

 private:
  const ContextSize size_;
  const Pace pace_;
  const Wait wait_;
  std::vector<std::size_t> held_;
  std::vector<std::uint64_t> marks_;
};

}  // namespace

void wait_exactly(std::chrono::nanoseconds duration) {
  const auto end = std::chrono::steady_clock::now() + duration;
  std::this_thread::sleep_until(end - std::chrono::microseconds(100));
  while (std::chrono::steady_clock::now() < end) {
  }
}

Expected<std::vector<Token>> SimulatedModel::tokens_of(std::string_view text) const {
  std::vector<Token> tokens{start_of_text};
  tokens.reserve(text.size() + 1);
  for (const char letter : text) tokens.push_back(static_cast<unsigned char>(letter));
  return tokens;
}

std::string SimulatedModel::piece_of(Token token) const {
  if (token < 0 || token > 255) return {};
  return {static_cast<char>(token)};
}

Expected<std::unique_ptr<Context>> SimulatedModel::make_context(const ContextSize& size) const {
  return std::make_unique<SimulatedContext>(size, pace_, wait_);
}

}  // namespace engine::inference
