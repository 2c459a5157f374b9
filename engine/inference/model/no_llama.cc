// Stands in for llama.cpp where it was not installed.
#include "engine/inference/model/llama_model.h"

namespace engine::inference {

std::optional<std::string> why_no_llama() {
  return "llama.cpp was not installed when this was built: ./prony run ... --on inference installs "
         "it, with npm";
}

Expected<std::shared_ptr<const Model>> load_llama(const LlamaFile&) {
  return failure(Reason::unsupported_format, *why_no_llama());
}

}  // namespace engine::inference
