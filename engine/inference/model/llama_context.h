// The state of texts that llama.cpp goes on with.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "engine/inference/model/llama_library.h"
#include "engine/inference/model/model.h"

namespace engine::inference {

/// A model that is freed with its last user.
using LoadedLlama = std::shared_ptr<llama_model>;

/// Each sequence has a cache of its own, so that a text's numbers lie as they lie when it is alone,
/// and attention goes over them in that order. A step over sequences with consecutive numbers costs
/// one pass over the weights; each gap between them one more, so low numbers are best used first.
class LlamaContext : public Context {
 public:
  /// Errors: invalid_option, out_of_memory.
  static Expected<std::unique_ptr<Context>> make(const LlamaLibrary& library, LoadedLlama model,
                                                 const ContextSize& size);

  std::size_t sequences() const override { return size_.sequences; }
  std::size_t tokens_each() const override { return size_.tokens_each; }
  std::size_t tokens_a_step() const override { return size_.tokens_a_step; }
  /// Errors: invalid_option (parts that no step may have), too_large (a sequence would be fuller
  /// than it may), internal (with llama.cpp's words).
  Expected<std::vector<Token>> step(std::span<const StepPart> parts) override;
  void forget(std::size_t sequence) override;

 private:
  struct Freeing {
    const LlamaLibrary* library;
    void operator()(llama_context* context) const { library->free(context); }
  };
  using Held = std::unique_ptr<llama_context, Freeing>;

  LlamaContext(const LlamaLibrary& library, LoadedLlama model, Held context,
               const ContextSize& size);
  Expected<void> check(std::span<const StepPart> parts) const;
  void fill_batch(std::span<const StepPart> parts);
  Expected<void> run_batch();
  Token likeliest(std::int32_t place);

  const LlamaLibrary& library_;
  const LoadedLlama model_;
  const Held context_;
  const ContextSize size_;
  const std::size_t vocabulary_;
  std::vector<std::size_t> held_;  // tokens, a sequence

  // The step that is being made: its parts by sequence, its tokens, and where each part ends.
  std::vector<std::size_t> order_;
  std::vector<llama_token> tokens_;
  std::vector<llama_pos> positions_;
  std::vector<llama_seq_id> ids_;
  std::vector<llama_seq_id*> id_lists_;
  std::vector<std::int32_t> id_counts_;
  std::vector<std::int8_t> wanted_;
  std::vector<std::int32_t> ends_;
};

}  // namespace engine::inference
