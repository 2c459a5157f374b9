// Models in GGUF files, run by llama.cpp where that was installed.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "engine/expected.h"
#include "engine/inference/model/model.h"

namespace engine::inference {

/// Nothing if this build can run models, else a line that says why not and what to do.
std::optional<std::string> why_no_llama();

struct LlamaFile {
  std::filesystem::path path;
  std::string name;  // empty: the one that the file has, else the file's own without its ending
  bool map = true;   // its pages are read when they are first used; false: all of it now, as a copy
  std::function<void(double)> progress = {};  // from 0 to 1, called by the thread that loads
  std::stop_token stop = {};
};

/// Loads the model, in the calling thread. The header is checked before llama.cpp sees it. Errors:
/// unreadable, unsupported_format, malformed (with llama.cpp's words), out_of_memory, stopped.
/// A mapped file must not become shorter while the model lives.
///
/// Its contexts keep it alive. Answers of a model that Prony wrote do not depend on what else is in
/// a step: see gguf::Shape. Those of other models can, where two tokens are nearly as likely.
Expected<std::shared_ptr<const Model>> load_llama(const LlamaFile& file);

}  // namespace engine::inference
