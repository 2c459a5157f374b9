// A model that repeats its prompt, for the speed of everything around a model.
#pragma once

#include "engine/inference/model/model.h"

namespace engine::inference {

/// Its tokens are pieces of up to four bytes, held in the token itself; an answer is the prompt's
/// pieces and then an end. A step takes no time to speak of.
class EchoModel : public Model {
 public:
  std::string_view name() const override { return "echo"; }
  bool simulated() const override { return false; }
  std::uint64_t bytes() const override { return 0; }
  Expected<std::vector<Token>> tokens_of(std::string_view text) const override;
  std::string piece_of(Token token) const override;
  bool is_end(Token token) const override;
  Expected<std::unique_ptr<Context>> make_context(const ContextSize& size) const override;
};

}  // namespace engine::inference
