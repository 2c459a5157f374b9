#include "engine/inference/model/open_model.h"

#include <filesystem>
#include <utility>

#include "engine/inference/gguf/model_file.h"
#include "engine/inference/model/echo_model.h"
#include "engine/inference/model/llama_model.h"
#include "engine/inference/model/simulated_model.h"

namespace engine::inference {
namespace {

namespace fs = std::filesystem;

OptionWords<Shape> shape_words() {
  return option_words::choice<Shape>({{"echo", Shape::echo},
                                      {"simulated", Shape::simulated},
                                      {"1m", Shape::m1},
                                      {"4m", Shape::m4},
                                      {"110m", Shape::m110}});
}

/// A file of the user's, or none.
OptionWords<std::string> path_words() {
  return {[](std::string_view text) -> Expected<std::string> {
            if (text == "none") return std::string();
            if (text.ends_with(".gguf")) return std::string(text);
            return failure(Reason::invalid_option, "'" + std::string(text) +
                                                       "' is neither none nor a file whose name "
                                                       "ends with .gguf");
          },
          [](const std::string& value) { return value.empty() ? "none" : value; }};
}

Expected<std::shared_ptr<const Model>> open_file(const ModelOptions& options, fs::path path,
                                                 const LoadProgress& progress,
                                                 const std::stop_token& stop) {
  return load_llama({.path = std::move(path),
                     .name = name_of(options),
                     .map = options.weights_by == WeightsBy::mmap,
                     .progress = progress,
                     .stop = stop});
}

}  // namespace

OptionTable<ModelOptions> model_rows() {
  using namespace option_words;
  return {
      option<ModelOptions>(
          {"model.shape", "echo | simulated | 1m | 4m | 110m",
           "The model: one that says its prompt again, one whose time is made up, or a real one of "
           "so many parameters, with random weights, so that its text is noise."},
          &ModelOptions::shape, shape_words()),
      option<ModelOptions>(
          {"model.path", "none | a .gguf file", "A model of yours, in place of the shape."},
          &ModelOptions::path, path_words()),
      option<ModelOptions>({"model.seed", "0 to 4000000000", "What the random weights come from."},
                           &ModelOptions::seed, count<std::uint32_t>(0, 4'000'000'000)),
      option<ModelOptions>(
          {"model.weights", "read | mmap",
           "Read a model's file into memory, or map it, so that it is read where "
           "it is used."},
          &ModelOptions::weights_by,
          choice<WeightsBy>({{"read", WeightsBy::read}, {"mmap", WeightsBy::mmap}})),
      option<ModelOptions>(
          {"simulated.step", "a duration", "What a step of the simulated model takes."},
          &ModelOptions::step_time, duration()),
      option<ModelOptions>(
          {"simulated.token", "a duration", "What each token in it takes besides."},
          &ModelOptions::token_time, duration())};
}

std::string name_of(const ModelOptions& options) {
  if (!options.path.empty()) return fs::path(options.path).stem().string();
  return shape_words().write(options.shape);
}

Expected<std::shared_ptr<const Model>> open_model(const ModelOptions& options,
                                                  const LoadProgress& progress,
                                                  const std::stop_token& stop) {
  if (!options.path.empty()) return open_file(options, options.path, progress, stop);
  if (options.shape == Shape::echo) return std::make_shared<const EchoModel>();
  if (options.shape == Shape::simulated) {
    return std::make_shared<const SimulatedModel>(Pace{options.step_time, options.token_time});
  }
  if (const auto why_not = why_no_llama()) return failure(Reason::unsupported_format, *why_not);
  return gguf::kept_model(gguf::models_of_user(), *gguf::find_shape(name_of(options)), options.seed,
                          stop)
      .and_then([&](fs::path path) { return open_file(options, std::move(path), progress, stop); });
}

}  // namespace engine::inference
