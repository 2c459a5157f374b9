#include "engine/inference/model/llama_context.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include "engine/inference/model/step_check.h"

namespace engine::inference {
namespace {

constexpr std::size_t most_sequences = 256;  // llama.cpp's own limit

llama_context_params params_for(const LlamaLibrary& library, const ContextSize& size) {
  llama_context_params params = library.context_default_params();
  params.n_ctx = static_cast<std::uint32_t>(size.sequences * size.tokens_each);
  params.n_batch = static_cast<std::uint32_t>(size.tokens_a_step);
  params.n_ubatch = std::min(params.n_batch, 63U);
  params.n_seq_max = static_cast<std::uint32_t>(size.sequences);
  params.n_threads = static_cast<std::int32_t>(size.threads);
  params.n_threads_batch = params.n_threads;
  params.no_perf = true;
  params.kv_unified = false;
  // Of two types, they are read by one kernel, a query at a time; of one type by another one where
  // there are many queries, which differs in the last bit.
  params.flash_attn_type = LLAMA_FLASH_ATTN_TYPE_ENABLED;
  params.type_k = GGML_TYPE_F16;
  params.type_v = GGML_TYPE_F16;
  return params;
}

}  // namespace

Expected<std::unique_ptr<Context>> LlamaContext::make(const LlamaLibrary& library,
                                                      LoadedLlama model, const ContextSize& size) {
  if (size.sequences == 0 || size.sequences > most_sequences || size.tokens_each == 0 ||
      size.tokens_a_step == 0 || size.threads == 0) {
    return failure(Reason::invalid_option,
                   fmt::format("a context has 1 to {} sequences, and some tokens and threads",
                               most_sequences));
  }
  const LlamaComplaints complaints;
  try {
    Held context(library.init_from_model(model.get(), params_for(library, size)), {&library});
    if (context) {
      return std::unique_ptr<Context>(
          new LlamaContext(library, std::move(model), std::move(context), size));
    }
  } catch (const std::exception& thrown) {
    return failure(Reason::out_of_memory, fmt::format("llama.cpp: {}", thrown.what()));
  }
  return failure(Reason::out_of_memory, "llama.cpp: " + complaints.text());
}

LlamaContext::LlamaContext(const LlamaLibrary& library, LoadedLlama model, Held context,
                           const ContextSize& size)
    : library_(library),
      model_(std::move(model)),
      context_(std::move(context)),
      size_(size),
      vocabulary_(static_cast<std::size_t>(
          library.vocab_n_tokens(library.model_get_vocab(model_.get())))),
      held_(size.sequences, 0) {}

Expected<void> LlamaContext::check(std::span<const StepPart> parts) const {
  const auto known = [&](Token token) {
    return token >= 0 && static_cast<std::size_t>(token) < vocabulary_;
  };
  for (const StepPart& part : parts) {
    if (!std::all_of(part.tokens.begin(), part.tokens.end(), known)) {
      return failure(Reason::invalid_option, "a token that the model doesn't have");
    }
  }
  return check_step(parts, size_, held_);
}

void LlamaContext::fill_batch(std::span<const StepPart> parts) {
  order_.resize(parts.size());
  std::iota(order_.begin(), order_.end(), std::size_t{0});
  std::sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) {
    return parts[a].sequence < parts[b].sequence;
  });
  tokens_.clear();
  positions_.clear();
  ids_.clear();
  wanted_.clear();
  ends_.assign(parts.size(), 0);
  for (const std::size_t i : order_) {
    const StepPart& part = parts[i];
    std::size_t position = held_[part.sequence];
    for (const Token token : part.tokens) {
      tokens_.push_back(token);
      positions_.push_back(static_cast<llama_pos>(position++));
      ids_.push_back(static_cast<llama_seq_id>(part.sequence));
      wanted_.push_back(0);
    }
    wanted_.back() = part.wants_next ? 1 : 0;
    ends_[i] = static_cast<std::int32_t>(tokens_.size()) - 1;
  }
  id_counts_.assign(tokens_.size(), 1);
  id_lists_.resize(tokens_.size());
  for (std::size_t i = 0; i < ids_.size(); ++i) id_lists_[i] = &ids_[i];
}

Expected<void> LlamaContext::run_batch() {
  const LlamaComplaints complaints;
  const llama_batch batch{.n_tokens = static_cast<std::int32_t>(tokens_.size()),
                          .token = tokens_.data(),
                          .embd = nullptr,
                          .pos = positions_.data(),
                          .n_seq_id = id_counts_.data(),
                          .seq_id = id_lists_.data(),
                          .logits = wanted_.data()};
  try {
    if (library_.decode(context_.get(), batch) == 0) return {};
  } catch (const std::exception& thrown) {
    return failure(Reason::internal, fmt::format("llama.cpp: {}", thrown.what()));
  }
  return failure(Reason::internal, "llama.cpp: " + complaints.text());
}

Token LlamaContext::likeliest(std::int32_t place) {
  const float* const logits = library_.get_logits_ith(context_.get(), place);
  if (logits == nullptr) return -1;
  return static_cast<Token>(std::max_element(logits, logits + vocabulary_) - logits);
}

Expected<std::vector<Token>> LlamaContext::step(std::span<const StepPart> parts) {
  if (const auto checked = check(parts); !checked) return tl::unexpected(checked.error());
  fill_batch(parts);
  if (const auto run = run_batch(); !run) return tl::unexpected(run.error());
  std::vector<Token> next(parts.size(), -1);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    held_[parts[i].sequence] += parts[i].tokens.size();
    if (!parts[i].wants_next) continue;
    next[i] = likeliest(ends_[i]);
    if (next[i] < 0) return failure(Reason::internal, "llama.cpp: no logits");
  }
  return next;
}

void LlamaContext::forget(std::size_t sequence) {
  library_.memory_seq_rm(library_.get_memory(context_.get()), static_cast<llama_seq_id>(sequence),
                         -1, -1);
  held_[sequence] = 0;
}

}  // namespace engine::inference
