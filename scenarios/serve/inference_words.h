// What was typed for the inference service.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/inference/options/options.h"
#include "harness/expected.h"

namespace scenarios::serve {

struct InferenceWords {
  std::string engine = "v2";
  std::uint16_t port = 8080;          // 0: one that is free
  std::vector<std::string> settings;  // NAME=VALUE
};

/// The preset with those settings. Errors say what was wrong, and the nearest right spelling.
harness::Expected<engine::inference::options::Options> options_of(const InferenceWords& words);

}  // namespace scenarios::serve
