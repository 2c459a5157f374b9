// Which code and which settings a content was made with, stage by stage.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/documents/analyse/limits.h"
#include "engine/documents/chunk/limits.h"

namespace engine::documents::content {

/// All settings that a content depends on, besides its bytes.
struct Ingredients {
  std::uint64_t most_bytes = 0;  // of a document, unpacked
  std::uint32_t most_parts = 0;  // that are read of it
  chunk::Limits chunks;
  analyse::Limits analysis;
  // Of one document; nothing: no limit.
  std::optional<std::chrono::nanoseconds> most_cpu;
  std::optional<std::uint64_t> most_memory;
  bool in_child = false;  // it is a child process whose CPU time and memory count
};

/// A fingerprint for each stage that makes a part of a content: of the stage's version and of the
/// settings that its output depends on. Where two are equal, the same bytes come to the same.
/// Chunks and analysis are made of what was parsed, and neither of the other.
struct Recipe {
  std::uint64_t parse = 0;  // of failures of that stage, too
  std::uint64_t chunk = 0;
  std::uint64_t analyse = 0;
  /// Of what goes into the full-text index: the text, its title, language and tokens, but not how
  /// many keywords or sentences of summary are wanted.
  std::uint64_t index = 0;
  bool operator==(const Recipe&) const = default;
};

Recipe recipe_of(const Ingredients& ingredients);

/// Of a content that the limits on CPU time and memory cut short: with the same ones, held by the
/// same kind of process, another attempt would hardly come further.
Recipe recipe_of_cut(const Ingredients& ingredients);

/// 32 bytes, the same on every machine; and back, or nothing if they are none.
std::string to_bytes(const Recipe& recipe);
std::optional<Recipe> recipe_from(std::string_view bytes);

}  // namespace engine::documents::content
