// llama.cpp's functions, looked up when they are first wanted.
#pragma once

#include <llama.h>

#include <string>

#include "engine/expected.h"

namespace engine::inference {

/// The functions of the shared library, by their names there without "llama_".
struct LlamaLibrary {
  decltype(&::llama_model_default_params) model_default_params;
  decltype(&::llama_context_default_params) context_default_params;
  decltype(&::llama_model_load_from_file) model_load_from_file;
  decltype(&::llama_model_free) model_free;
  decltype(&::llama_model_size) model_size;
  decltype(&::llama_model_get_vocab) model_get_vocab;
  decltype(&::llama_model_meta_val_str) model_meta_val_str;
  decltype(&::llama_model_has_encoder) model_has_encoder;
  decltype(&::llama_model_has_decoder) model_has_decoder;
  decltype(&::llama_model_is_diffusion) model_is_diffusion;
  decltype(&::llama_model_is_recurrent) model_is_recurrent;
  decltype(&::llama_model_is_hybrid) model_is_hybrid;
  decltype(&::llama_model_n_layer) model_n_layer;
  decltype(&::llama_model_n_embd) model_n_embd;
  decltype(&::llama_model_n_head) model_n_head;
  decltype(&::llama_model_n_head_kv) model_n_head_kv;
  decltype(&::llama_init_from_model) init_from_model;
  decltype(&::llama_free) free;
  decltype(&::llama_get_memory) get_memory;
  decltype(&::llama_memory_seq_rm) memory_seq_rm;
  decltype(&::llama_decode) decode;
  decltype(&::llama_get_logits_ith) get_logits_ith;
  decltype(&::llama_vocab_n_tokens) vocab_n_tokens;
  decltype(&::llama_vocab_is_eog) vocab_is_eog;
  decltype(&::llama_tokenize) tokenize;
  decltype(&::llama_token_to_piece) token_to_piece;

  /// Loads it once in the process's life. An error: it isn't where it was when this was built, or
  /// is another version.
  static const Expected<LlamaLibrary>& get();
};

/// Collects what llama.cpp complains of in this thread while it lives. Elsewhere it is silent.
class LlamaComplaints {
 public:
  LlamaComplaints();
  ~LlamaComplaints();
  LlamaComplaints(const LlamaComplaints&) = delete;
  LlamaComplaints& operator=(const LlamaComplaints&) = delete;

  /// The first line, which has the cause; "no reason given" if there is none.
  std::string text() const;

 private:
  std::string said_;
};

/// out_of_memory if that is what the complaint is about.
Reason reason_of(const std::string& complaint, Reason otherwise);

}  // namespace engine::inference
