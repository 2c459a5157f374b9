// What llama.cpp is given to multiply.
#pragma once

#include <llama.h>

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/inference/model/model.h"

namespace engine::inference {

/// The tokens of a pass as llama.cpp wants them, each list one long.
class LlamaBatch {
 public:
  void clear();
  void add(Token token, std::size_t position, std::size_t sequence, bool wanted);
  /// Of a single row of logits they would be made by another kernel than of several.
  void want_another();
  std::int32_t size() const { return static_cast<std::int32_t>(tokens_.size()); }
  /// Valid until the next change.
  llama_batch view();

 private:
  std::vector<llama_token> tokens_;
  std::vector<llama_pos> positions_;
  std::vector<llama_seq_id> ids_;
  std::vector<llama_seq_id*> id_lists_;
  std::vector<std::int32_t> id_counts_;
  std::vector<std::int8_t> wanted_;
};

}  // namespace engine::inference
