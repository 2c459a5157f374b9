#include "engine/inference/model/step_check.h"

#include <fmt/format.h>

#include <vector>

namespace engine::inference {

Expected<void> check_step(std::span<const StepPart> parts, const ContextSize& size,
                          std::span<const std::size_t> held) {
  std::vector<bool> seen(size.sequences, false);
  std::size_t total = 0;
  for (const StepPart& part : parts) {
    if (part.sequence >= size.sequences || seen[part.sequence] || part.tokens.empty()) {
      return failure(Reason::invalid_option, "a step has one part a sequence, with tokens");
    }
    seen[part.sequence] = true;
    total += part.tokens.size();
    if (held[part.sequence] + part.tokens.size() > size.tokens_each) {
      return failure(Reason::too_large,
                     fmt::format("more than the {} tokens of a text", size.tokens_each));
    }
  }
  if (parts.empty() || total > size.tokens_a_step) {
    return failure(Reason::invalid_option,
                   fmt::format("a step takes 1 to {} tokens, not {}", size.tokens_a_step, total));
  }
  return {};
}

}  // namespace engine::inference
