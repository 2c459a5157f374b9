// The state of texts that llama.cpp goes on with.
#pragma once

#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "engine/inference/model/llama_batch.h"
#include "engine/inference/model/llama_library.h"
#include "engine/inference/model/model.h"
#include "engine/inference/model/passes.h"

namespace engine::inference {

/// A model that is freed with its last user.
using LoadedLlama = std::shared_ptr<llama_model>;

/// Each sequence has a cache of its own, so that a text's numbers lie as they lie when it is alone,
/// and attention goes over them in that order. Sequences with low numbers are best used first: a
/// step over consecutive ones is one pass, and few gaps are filled.
class LlamaContext : public Context {
 public:
  /// Errors: invalid_option, out_of_memory (asked for before it is taken), internal.
  static Expected<std::unique_ptr<Context>> make(const LlamaLibrary& library, LoadedLlama model,
                                                 const ContextSize& size);

  std::size_t sequences() const override { return size_.sequences; }
  std::size_t tokens_each() const override { return size_.tokens_each; }
  std::size_t tokens_a_step() const override { return size_.tokens_a_step; }
  /// Errors: those of check_step, invalid_option for a token that the model does not have, internal
  /// (with llama.cpp's words).
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
  /// Makes the pass and fills in the next tokens of the parts that end in it.
  Expected<void> run(const Pass& pass, std::span<const StepPart> parts, std::span<Token> next);
  void fill_batch(const Pass& pass, std::span<const StepPart> parts);
  Expected<void> run_batch();
  void drop_fillers(const Pass& pass);
  void drop(std::size_t sequence, std::size_t from);
  Token likeliest(std::int32_t place);

  const LlamaLibrary& library_;
  const LoadedLlama model_;
  const Held context_;
  const ContextSize size_;
  const std::size_t vocabulary_;
  const PassLimits limits_;
  std::vector<std::size_t> held_;  // tokens, a sequence
  LlamaBatch batch_;
  std::vector<std::pair<std::size_t, std::int32_t>> ends_;  // a part, and where its end is in it
};

}  // namespace engine::inference
