#include "engine/inference/model/llama_model.h"

#include <fmt/format.h>

#include <limits>
#include <utility>

#include "engine/inference/gguf/check.h"
#include "engine/inference/gguf/one_line.h"
#include "engine/inference/model/llama_context.h"
#include "engine/inference/model/llama_library.h"
#include "engine/inference/model/memory_left.h"

namespace engine::inference {
namespace {

class LlamaModel : public Model {
 public:
  LlamaModel(const LlamaLibrary& library, LoadedLlama model, std::string name)
      : library_(library),
        model_(std::move(model)),
        vocabulary_(library.model_get_vocab(model_.get())),
        name_(std::move(name)) {}

  std::string_view name() const override { return name_; }
  bool simulated() const override { return false; }
  std::uint64_t bytes() const override { return library_.model_size(model_.get()); }

  Expected<std::vector<Token>> tokens_of(std::string_view text) const override {
    const auto length = static_cast<std::int32_t>(text.size());
    if (length < 0 || static_cast<std::size_t>(length) != text.size()) {
      return failure(Reason::too_large, "a text of more than 2 GB");
    }
    std::vector<Token> tokens(text.size() + 8);
    // More than it has bytes only where a vocabulary is odd: then it says how many, negated.
    for (int attempt = 0; attempt < 2; ++attempt) {
      const std::int32_t count =
          library_.tokenize(vocabulary_, text.data(), length, tokens.data(),
                            static_cast<std::int32_t>(tokens.size()), true, false);
      if (count == std::numeric_limits<std::int32_t>::min()) break;  // more than it can count
      tokens.resize(static_cast<std::size_t>(count < 0 ? -count : count));
      if (count >= 0) return tokens;
    }
    return failure(Reason::internal, "llama.cpp can't split the text into tokens");
  }

  std::string piece_of(Token token) const override {
    std::string piece(64, '\0');
    for (int attempt = 0; attempt < 2; ++attempt) {
      const std::int32_t length = library_.token_to_piece(
          vocabulary_, token, piece.data(), static_cast<std::int32_t>(piece.size()), 0, false);
      piece.resize(static_cast<std::size_t>(length < 0 ? -length : length));
      if (length >= 0) break;
    }
    return piece;
  }

  bool is_end(Token token) const override { return library_.vocab_is_eog(vocabulary_, token); }

  Expected<std::unique_ptr<Context>> make_context(const ContextSize& size) const override {
    return LlamaContext::make(library_, model_, size);
  }

 private:
  const LlamaLibrary& library_;
  const LoadedLlama model_;
  const llama_vocab* const vocabulary_;
  const std::string name_;
};

/// What the progress callback of a load is given.
struct Watch {
  const LlamaFile& file;
  bool stopped = false;
};

bool go_on(float progress, void* user) {
  Watch& watch = *static_cast<Watch*>(user);
  if (watch.file.progress) watch.file.progress(static_cast<double>(progress));
  watch.stopped = watch.file.stop.stop_requested();
  return !watch.stopped;
}

llama_model_params params_for(const LlamaLibrary& library, Watch& watch) {
  llama_model_params params = library.model_default_params();
  params.n_gpu_layers = 0;
  params.load_mode = watch.file.map ? LLAMA_LOAD_MODE_MMAP : LLAMA_LOAD_MODE_NONE;
  params.progress_callback = go_on;
  params.progress_callback_user_data = &watch;
  return params;
}

/// Linux grants memory that it doesn't have and ends who uses it: asked before, not tried.
Expected<void> check_memory(const LlamaFile& file, const gguf::FileFacts& facts) {
  const std::uint64_t left = memory_left();
  if (file.map || facts.tensor_bytes <= left) return {};
  return failure(Reason::out_of_memory, fmt::format("{} takes {} bytes of memory, and {} are left",
                                                    file.path.string(), facts.tensor_bytes, left));
}

Expected<LoadedLlama> load(const LlamaLibrary& library, const LlamaFile& file) {
  const LlamaComplaints complaints;
  Watch watch{file};
  std::string why;
  try {
    const LoadedLlama model(
        library.model_load_from_file(file.path.c_str(), params_for(library, watch)),
        [&library](llama_model* one) {
          if (one != nullptr) library.model_free(one);
        });
    if (model) return model;
    why = complaints.text();
  } catch (const std::exception& thrown) {
    why = gguf::one_line(thrown.what());
  }
  if (watch.stopped) return failure(Reason::stopped, "told to stop");
  return failure(reason_of(why, Reason::malformed),
                 fmt::format("{}: llama.cpp: {}", file.path.string(), why));
}

bool writes_on(const LlamaLibrary& library, const LoadedLlama& model) {
  return library.model_has_decoder(model.get()) && !library.model_has_encoder(model.get()) &&
         !library.model_is_diffusion(model.get());
}

}  // namespace

std::optional<std::string> why_no_llama() {
  const auto& library = LlamaLibrary::get();
  return library ? std::nullopt : std::optional(library.error().detail);
}

Expected<std::shared_ptr<const Model>> load_llama(const LlamaFile& file) {
  const auto& library = LlamaLibrary::get();
  if (!library) return tl::unexpected(library.error());
  const auto facts = gguf::check_file(file.path);
  if (!facts) return tl::unexpected(facts.error());
  if (const auto room = check_memory(file, *facts); !room) return tl::unexpected(room.error());
  auto model = load(*library, file);
  if (!model) return tl::unexpected(model.error());
  if (!writes_on(*library, *model)) {
    return failure(Reason::unsupported_format,
                   fmt::format("{}: a model of the architecture {} does not go on with a text",
                               file.path.string(), gguf::one_line(facts->architecture)));
  }
  std::string name = file.name.empty() ? gguf::one_line(facts->name) : file.name;
  if (name.empty()) name = file.path.stem().string();
  return std::make_shared<const LlamaModel>(*library, std::move(*model), std::move(name));
}

}  // namespace engine::inference
