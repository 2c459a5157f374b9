#include "engine/inference/model/echo_model.h"

#include <algorithm>

#include "engine/inference/model/step_check.h"

namespace engine::inference {
namespace {

// Bit 30: whole bytes, eight bits each, at most three; else seven bits each, at most four. Bits 28
// and 29: how many, less one. Four whole bytes are none, so they stand for what is no text.
constexpr Token whole_bytes = 1 << 30;
constexpr Token no_text = whole_bytes | (3 << 28);
constexpr Token start_of_text = no_text | 1;
constexpr Token end_of_text = no_text | 2;

bool is_ascii(char letter) {
  return (static_cast<unsigned char>(letter) & 0x80) == 0;
}

/// The token of the text's beginning, which is taken off it. Precondition: it isn't empty.
Token take_piece(std::string_view& text) {
  const bool ascii = is_ascii(text.front());
  const std::size_t most = std::min<std::size_t>(text.size(), ascii ? 4 : 3);
  std::size_t length = 1;
  while (length < most && is_ascii(text[length]) == ascii) ++length;
  Token token = static_cast<Token>(length - 1) << 28;
  if (!ascii) token |= whole_bytes;
  for (std::size_t i = 0; i < length; ++i) {
    token |= static_cast<Token>(static_cast<unsigned char>(text[i])) << (i * (ascii ? 7 : 8));
  }
  text.remove_prefix(length);
  return token;
}

/// Each sequence's prompt, and how much of it was said again.
class EchoContext : public Context {
 public:
  explicit EchoContext(const ContextSize& size)
      : size_(size), held_(size.sequences, 0), echoes_(size.sequences) {}

  std::size_t sequences() const override { return size_.sequences; }
  std::size_t tokens_each() const override { return size_.tokens_each; }
  std::size_t tokens_a_step() const override { return size_.tokens_a_step; }

  Expected<std::vector<Token>> step(std::span<const StepPart> parts) override {
    if (const auto checked = check_step(parts, size_, held_); !checked) {
      return tl::unexpected(checked.error());
    }
    std::vector<Token> next;
    next.reserve(parts.size());
    for (const StepPart& part : parts) {
      held_[part.sequence] += part.tokens.size();
      next.push_back(echoes_[part.sequence].next(part));
    }
    return next;
  }

  void forget(std::size_t sequence) override {
    held_[sequence] = 0;
    echoes_[sequence] = {};
  }

 private:
  struct Echo {
    std::vector<Token> prompt;
    std::size_t said = 0;
    bool answering = false;  // what comes now is what it said, handed back

    Token next(const StepPart& part) {
      if (!answering) {
        for (const Token token : part.tokens) {
          if (token != start_of_text) prompt.push_back(token);
        }
      }
      if (!part.wants_next) return -1;
      answering = true;
      return said < prompt.size() ? prompt[said++] : end_of_text;
    }
  };

  const ContextSize size_;
  std::vector<std::size_t> held_;
  std::vector<Echo> echoes_;
};

}  // namespace

Expected<std::vector<Token>> EchoModel::tokens_of(std::string_view text) const {
  std::vector<Token> tokens{start_of_text};
  tokens.reserve(2 + text.size() / 3);
  while (!text.empty()) tokens.push_back(take_piece(text));
  return tokens;
}

std::string EchoModel::piece_of(Token token) const {
  std::string piece;
  if ((token & no_text) == no_text) return piece;
  const bool ascii = (token & whole_bytes) == 0;
  const int length = ((token >> 28) & 3) + 1;
  for (int i = 0; i < length; ++i) {
    piece += static_cast<char>((token >> (i * (ascii ? 7 : 8))) & (ascii ? 0x7F : 0xFF));
  }
  return piece;
}

bool EchoModel::is_end(Token token) const {
  return token == end_of_text;
}

Expected<std::unique_ptr<Context>> EchoModel::make_context(const ContextSize& size) const {
  return std::make_unique<EchoContext>(size);
}

}  // namespace engine::inference
