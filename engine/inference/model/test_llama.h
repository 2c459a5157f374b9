// For tests: a small model of Prony's own, or the word that there is no llama.cpp to run it.
#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <string>

#include "engine/inference/gguf/model_file.h"
#include "engine/inference/model/llama_model.h"

namespace engine::inference::testing {

/// Tells why where it is false.
inline bool has_llama() {
  const auto why = why_no_llama();
  if (why) MESSAGE("SKIPPED: llama.cpp: ", *why);
  return !why;
}

inline std::filesystem::path small_file(std::uint64_t seed = 1) {
  const auto path = gguf::kept_model(PRONY_TEST_MODELS, gguf::shapes().front(), seed);
  REQUIRE(path.has_value());
  return *path;
}

inline std::shared_ptr<const Model> small_model(std::uint64_t seed = 1) {
  auto model = load_llama({.path = small_file(seed)});
  REQUIRE(model.has_value());
  return *model;
}

}  // namespace engine::inference::testing
