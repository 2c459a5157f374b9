#include "engine/inference/model/llama_library.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include <exception>
#include <stdexcept>
#include <string_view>

#include "engine/inference/gguf/one_line.h"

namespace engine::inference {
namespace {

constexpr std::size_t most_said = 2000;
thread_local std::string* complaints = nullptr;

/// Called by any thread, with pieces of lines.
void keep_complaint(ggml_log_level level, const char* text, void*) {
  if (level != GGML_LOG_LEVEL_ERROR || complaints == nullptr) return;
  if (complaints->size() < most_said) *complaints += text;
}

/// Where the library would end the process. Its loader hands exceptions on as a failure, and none
/// of its functions between here and there is declared to throw nothing.
void give_up(const char* why) {
  throw std::runtime_error(gguf::one_line(why));
}

/// Finds one function; notes the name of one that isn't there.
template <class Function>
void find_function(void* library, const char* name, Function& function, std::string& absent) {
  function = reinterpret_cast<Function>(::dlsym(library, name));
  if (function == nullptr) absent = name;
}

std::string find_functions(void* from, LlamaLibrary& to) {
  std::string absent;
  find_function(from, "llama_model_default_params", to.model_default_params, absent);
  find_function(from, "llama_context_default_params", to.context_default_params, absent);
  find_function(from, "llama_model_load_from_file", to.model_load_from_file, absent);
  find_function(from, "llama_model_free", to.model_free, absent);
  find_function(from, "llama_model_size", to.model_size, absent);
  find_function(from, "llama_model_get_vocab", to.model_get_vocab, absent);
  find_function(from, "llama_model_meta_val_str", to.model_meta_val_str, absent);
  find_function(from, "llama_model_has_encoder", to.model_has_encoder, absent);
  find_function(from, "llama_model_has_decoder", to.model_has_decoder, absent);
  find_function(from, "llama_model_is_diffusion", to.model_is_diffusion, absent);
  find_function(from, "llama_model_is_recurrent", to.model_is_recurrent, absent);
  find_function(from, "llama_model_is_hybrid", to.model_is_hybrid, absent);
  find_function(from, "llama_model_n_layer", to.model_n_layer, absent);
  find_function(from, "llama_model_n_embd", to.model_n_embd, absent);
  find_function(from, "llama_model_n_head", to.model_n_head, absent);
  find_function(from, "llama_model_n_head_kv", to.model_n_head_kv, absent);
  find_function(from, "llama_init_from_model", to.init_from_model, absent);
  find_function(from, "llama_free", to.free, absent);
  find_function(from, "llama_get_memory", to.get_memory, absent);
  find_function(from, "llama_memory_seq_rm", to.memory_seq_rm, absent);
  find_function(from, "llama_decode", to.decode, absent);
  find_function(from, "llama_get_logits_ith", to.get_logits_ith, absent);
  find_function(from, "llama_vocab_n_tokens", to.vocab_n_tokens, absent);
  find_function(from, "llama_vocab_is_eog", to.vocab_is_eog, absent);
  find_function(from, "llama_tokenize", to.tokenize, absent);
  find_function(from, "llama_token_to_piece", to.token_to_piece, absent);
  return absent;
}

/// What the process needs before the first model: no words, no abort, the kernels of this
/// processor.
std::string prepare(void* library) {
  decltype(&::llama_log_set) log_set = nullptr;
  decltype(&::ggml_set_abort_callback) set_abort_callback = nullptr;
  decltype(&::ggml_backend_load_all_from_path) load_all = nullptr;
  decltype(&::ggml_backend_dev_count) device_count = nullptr;
  decltype(&::llama_backend_init) backend_init = nullptr;
  std::string absent;
  find_function(library, "llama_log_set", log_set, absent);
  find_function(library, "ggml_set_abort_callback", set_abort_callback, absent);
  find_function(library, "ggml_backend_load_all_from_path", load_all, absent);
  find_function(library, "ggml_backend_dev_count", device_count, absent);
  find_function(library, "llama_backend_init", backend_init, absent);
  if (!absent.empty()) return absent + " is not in it";
  log_set(keep_complaint, nullptr);
  set_abort_callback(give_up);
  load_all(PRONY_LLAMA_LIBRARIES);
  if (device_count() == 0) return "it has no kernels for this processor";
  backend_init();
  return {};
}

Expected<LlamaLibrary> load_library() {
  const std::string path = std::string(PRONY_LLAMA_LIBRARIES) + "/" PRONY_LLAMA_LIBRARY;
  const std::terminate_handler before = std::get_terminate();
  void* const library = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);  // for as long as we live
  std::set_terminate(before);  // it puts one of its own there
  if (library == nullptr) {
    return failure(Reason::unreadable, fmt::format("llama.cpp is gone: {}", ::dlerror()));
  }
  LlamaLibrary functions{};
  std::string wrong = find_functions(library, functions);
  wrong = wrong.empty() ? prepare(library) : wrong + " is not in it";
  if (wrong.empty()) return functions;
  return failure(Reason::unsupported_format, fmt::format("{}: {}", path, wrong));
}

}  // namespace

const Expected<LlamaLibrary>& LlamaLibrary::get() {
  static const Expected<LlamaLibrary> library = load_library();
  return library;
}

LlamaComplaints::LlamaComplaints() {
  complaints = &said_;
}

LlamaComplaints::~LlamaComplaints() {
  complaints = nullptr;
}

std::string LlamaComplaints::text() const {
  const std::string line = gguf::one_line(said_.substr(0, said_.find('\n')));
  return line.empty() ? "no reason given" : line;
}

Reason reason_of(const std::string& complaint, Reason otherwise) {
  return complaint.find("alloc") != complaint.npos ? Reason::out_of_memory : otherwise;
}

}  // namespace engine::inference
