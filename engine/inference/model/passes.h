// How a step is cut into passes over a model's weights.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "engine/inference/model/model.h"

namespace engine::inference {

/// The same number of tokens of each of a run of sequences with consecutive numbers, which
/// llama.cpp multiplies with the weights at once.
struct Pass {
  /// A part of the step, and which of its tokens comes first. Nothing: a filler, thrown away
  /// afterwards, of a sequence that has no part.
  struct Row {
    std::optional<std::size_t> part;
    std::size_t first = 0;
  };

  std::size_t first_sequence = 0;
  std::size_t width = 1;  // tokens of each row
  std::vector<Row> rows;
  bool doubled = false;  // a filler follows the only token
};

struct PassLimits {
  std::size_t tokens = 2;      // of a pass, fillers too; at least 2
  std::size_t width = 1;       // of a row
  std::size_t widest_gap = 0;  // between two sequences that is filled
  bool doubles = false;        // no pass has a single token: a filler joins it
};

/// All tokens of the parts, each sequence's in their order, where rows are one token wide with gaps
/// filled. Precondition: the parts are as check_step wants them.
std::vector<Pass> cut_into_passes(std::span<const StepPart> parts, const PassLimits& limits);

}  // namespace engine::inference
