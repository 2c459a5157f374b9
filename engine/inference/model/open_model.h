// A model as a person asks for it: by a shape that the program makes itself, or by a file.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>

#include "engine/inference/model/model.h"
#include "engine/option_info.h"

namespace engine::inference {

/** echo answers with its prompt; simulated does, in made-up time; the others are real models of so
 * many parameters whose weights come from a seed. */
enum class Shape : std::uint8_t { echo, simulated, m1, m4, m110 };

/** Whether a model's file is read into memory, or mapped and read as it is used. */
enum class WeightsBy : std::uint8_t { read, mmap };

struct ModelOptions {
  Shape shape = Shape::m4;
  std::string path;  // of a GGUF file, in place of the shape; empty: none
  std::uint32_t seed = 1;
  WeightsBy weights_by = WeightsBy::mmap;
  /** What a step of a simulated model takes: step_time, token_time for each token in it. */
  std::chrono::nanoseconds step_time = std::chrono::milliseconds(5);
  std::chrono::nanoseconds token_time{};
};

/** The rows model.shape, model.path, model.seed, model.weights, simulated.step, simulated.token. */
OptionTable<ModelOptions> model_rows();

/** "4m", "echo", or the path's file name without its ending: what a request calls the model. */
std::string name_of(const ModelOptions& options);

/** How much of a model is loaded, from 0 to 1. Called by the thread that loads it. */
using LoadProgress = std::function<void(double share)>;

/**
 * Loads the model; may take seconds, and gives up early when it is asked to stop. `progress` may be
 * null. Errors name the fix where there is one.
 */
Expected<std::shared_ptr<const Model>> open_model(const ModelOptions& options,
                                                  const LoadProgress& progress,
                                                  const std::stop_token& stop);

}  // namespace engine::inference
