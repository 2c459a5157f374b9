#include "engine/inference/model/llama_context.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/inference/model/memory_left.h"
#include "engine/inference/model/step_check.h"

namespace engine::inference {
namespace {

constexpr std::size_t most_sequences = 256;  // llama.cpp's own limit

// What makes a text's numbers the same in any company: no pass has a single token, as one is
// multiplied with a matrix by another kernel than several; no row is wider than this, as from 64 on
// attention is made by another one; each sequence has a cache of its own. Kernels of different
// kinds differ in the last bit.
constexpr std::size_t widest_row = 63;
// Of a pass, a filler costs a fifth to a third.
constexpr std::size_t widest_gap = 3;

llama_context_params params_for(const LlamaLibrary& library, const ContextSize& size) {
  llama_context_params params = library.context_default_params();
  params.n_ctx = static_cast<std::uint32_t>(size.sequences * (size.tokens_each + 1));  // a filler
  params.n_batch = static_cast<std::uint32_t>(std::max<std::size_t>(size.tokens_a_step, 2));
  params.n_ubatch = params.n_batch;
  params.n_seq_max = static_cast<std::uint32_t>(size.sequences);
  params.n_threads = static_cast<std::int32_t>(size.threads);
  params.n_threads_batch = params.n_threads;
  params.no_perf = true;
  params.kv_unified = false;
  params.flash_attn_type = LLAMA_FLASH_ATTN_TYPE_ENABLED;
  params.type_k = GGML_TYPE_F16;
  params.type_v = GGML_TYPE_F16;
  return params;
}

/// A model whose state is no list of tokens can't drop a filler.
PassLimits limits_for(const LlamaLibrary& library, const llama_model* model,
                      const ContextSize& size) {
  const bool fillers = !library.model_is_recurrent(model) && !library.model_is_hybrid(model);
  const std::size_t tokens = std::max<std::size_t>(size.tokens_a_step, 2);
  return {.tokens = tokens,
          .width = size.exact ? std::min(tokens, widest_row) : tokens,
          .widest_gap = fillers ? widest_gap : 0,
          .doubles = fillers && size.exact};
}

/// Bytes of all keys and values, where every token has as many as the embedding or, of grouped
/// heads, its share of them.
std::uint64_t bytes_held(const LlamaLibrary& library, const llama_model* model,
                         std::uint64_t tokens) {
  const auto number = [](std::int32_t value) { return static_cast<std::uint64_t>(value); };
  const std::uint64_t heads = number(std::max(library.model_n_head(model), 1));
  const std::uint64_t width =
      number(library.model_n_embd(model)) * number(library.model_n_head_kv(model)) / heads;
  return tokens * number(library.model_n_layer(model)) * width * 2 * sizeof(ggml_fp16_t);
}

Expected<void> check_size(const LlamaLibrary& library, const llama_model* model,
                          const ContextSize& size) {
  constexpr std::size_t most = std::size_t{1} << 30;
  if (size.sequences == 0 || size.sequences > most_sequences || size.tokens_each == 0 ||
      size.tokens_each > most / size.sequences || size.tokens_a_step == 0 ||
      size.tokens_a_step > most || size.threads == 0 || size.threads > 512) {
    return failure(Reason::invalid_option,
                   fmt::format("a context has 1 to {} sequences, some threads, and up to {} tokens",
                               most_sequences, most));
  }
  const std::uint64_t bytes = bytes_held(library, model, size.sequences * size.tokens_each);
  if (const std::uint64_t left = memory_left(); bytes > left) {
    return failure(
        Reason::out_of_memory,
        fmt::format("a context of {} x {} tokens takes {} bytes of memory, and {} are left",
                    size.sequences, size.tokens_each, bytes, left));
  }
  return {};
}

}  // namespace

Expected<std::unique_ptr<Context>> LlamaContext::make(const LlamaLibrary& library,
                                                      LoadedLlama model, const ContextSize& size) {
  if (const auto checked = check_size(library, model.get(), size); !checked) {
    return tl::unexpected(checked.error());
  }
  const LlamaComplaints complaints;
  std::string why;
  try {
    Held context(library.init_from_model(model.get(), params_for(library, size)), {&library});
    if (context) {
      return std::unique_ptr<Context>(
          new LlamaContext(library, std::move(model), std::move(context), size));
    }
    why = complaints.text();
  } catch (const std::exception& thrown) {
    why = thrown.what();
  }
  return failure(reason_of(why, Reason::internal), "llama.cpp: " + why);
}

LlamaContext::LlamaContext(const LlamaLibrary& library, LoadedLlama model, Held context,
                           const ContextSize& size)
    : library_(library),
      model_(std::move(model)),
      context_(std::move(context)),
      size_(size),
      vocabulary_(
          static_cast<std::size_t>(library.vocab_n_tokens(library.model_get_vocab(model_.get())))),
      limits_(limits_for(library, model_.get(), size)),
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

void LlamaContext::fill_batch(const Pass& pass, std::span<const StepPart> parts) {
  batch_.clear();
  ends_.clear();
  for (std::size_t row = 0; row < pass.rows.size(); ++row) {
    const std::size_t sequence = pass.first_sequence + row;
    const auto& [part, first] = pass.rows[row];
    for (std::size_t i = 0; i < pass.width; ++i) {
      const Token token = part ? parts[*part].tokens[first + i] : 0;
      const bool last = part && first + i + 1 == parts[*part].tokens.size();
      batch_.add(token, held_[sequence] + i, sequence, last && parts[*part].wants_next);
      if (last && parts[*part].wants_next) ends_.emplace_back(*part, batch_.size() - 1);
    }
  }
  if (pass.doubled) batch_.add(0, held_[pass.first_sequence] + 1, pass.first_sequence, false);
  if (ends_.size() == 1) batch_.want_another();
}

Expected<void> LlamaContext::run_batch() {
  const LlamaComplaints complaints;
  try {
    if (library_.decode(context_.get(), batch_.view()) == 0) return {};
  } catch (const std::exception& thrown) {
    return failure(Reason::internal, fmt::format("llama.cpp: {}", thrown.what()));
  }
  return failure(Reason::internal, "llama.cpp: " + complaints.text());
}

void LlamaContext::drop_fillers(const Pass& pass) {
  if (pass.doubled) drop(pass.first_sequence, held_[pass.first_sequence]);
  for (std::size_t row = 0; row < pass.rows.size(); ++row) {
    const std::size_t sequence = pass.first_sequence + row;
    if (!pass.rows[row].part) drop(sequence, held_[sequence]);
  }
}

void LlamaContext::drop(std::size_t sequence, std::size_t from) {
  library_.memory_seq_rm(library_.get_memory(context_.get()), static_cast<llama_seq_id>(sequence),
                         static_cast<llama_pos>(from), -1);
}

Token LlamaContext::likeliest(std::int32_t place) {
  const float* const logits = library_.get_logits_ith(context_.get(), place);
  if (logits == nullptr) return -1;
  return static_cast<Token>(std::max_element(logits, logits + vocabulary_) - logits);
}

Expected<void> LlamaContext::run(const Pass& pass, std::span<const StepPart> parts,
                                 std::span<Token> next) {
  fill_batch(pass, parts);
  if (auto run = run_batch(); !run) return run;
  for (std::size_t row = 0; row < pass.rows.size(); ++row) {
    if (pass.rows[row].part) held_[pass.first_sequence + row] += pass.width;
  }
  for (const auto& [part, place] : ends_) {
    next[part] = likeliest(place);
    if (next[part] < 0) return failure(Reason::internal, "llama.cpp: no logits");
  }
  drop_fillers(pass);
  return {};
}

Expected<std::vector<Token>> LlamaContext::step(std::span<const StepPart> parts) {
  if (const auto checked = check(parts); !checked) return tl::unexpected(checked.error());
  std::vector<Token> next(parts.size(), -1);
  for (const Pass& pass : cut_into_passes(parts, limits_)) {
    if (const auto ran = run(pass, parts, next); !ran) return tl::unexpected(ran.error());
  }
  return next;
}

void LlamaContext::forget(std::size_t sequence) {
  drop(sequence, 0);
  held_[sequence] = 0;
}

}  // namespace engine::inference
