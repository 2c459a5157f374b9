#include "engine/inference/model/llama_batch.h"

#include <algorithm>

namespace engine::inference {

void LlamaBatch::clear() {
  tokens_.clear();
  positions_.clear();
  ids_.clear();
  wanted_.clear();
}

void LlamaBatch::add(Token token, std::size_t position, std::size_t sequence, bool wanted) {
  tokens_.push_back(token);
  positions_.push_back(static_cast<llama_pos>(position));
  ids_.push_back(static_cast<llama_seq_id>(sequence));
  wanted_.push_back(wanted ? 1 : 0);
}

void LlamaBatch::want_another() {
  const auto unwanted = std::find(wanted_.begin(), wanted_.end(), 0);
  if (unwanted != wanted_.end()) *unwanted = 1;
}

llama_batch LlamaBatch::view() {
  id_counts_.assign(tokens_.size(), 1);
  id_lists_.resize(tokens_.size());
  for (std::size_t i = 0; i < ids_.size(); ++i) id_lists_[i] = &ids_[i];
  return {.n_tokens = size(),
          .token = tokens_.data(),
          .embd = nullptr,
          .pos = positions_.data(),
          .n_seq_id = id_counts_.data(),
          .seq_id = id_lists_.data(),
          .logits = wanted_.data()};
}

}  // namespace engine::inference
