// What the files call a gate's stages and the sides of its pairs.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "harness/gate/gate_result.h"

namespace harness::gate::files {

struct Stage {
  std::string_view name;
  std::vector<Pair> GateResult::*pairs;
};

inline constexpr std::array<Stage, 2> stages{
    {{"first", &GateResult::pairs}, {"confirmation", &GateResult::fresh_pairs}}};

inline constexpr std::array<std::string_view, 2> side_names{"base", "candidate"};

/// Null for any other word.
inline const Stage* stage_named(std::string_view name) {
  for (const Stage& stage : stages) {
    if (stage.name == name) return &stage;
  }
  return nullptr;
}

}  // namespace harness::gate::files
