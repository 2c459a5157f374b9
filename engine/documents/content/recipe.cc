#include "engine/documents/content/recipe.h"

#include <fmt/format.h>
#include <xxhash.h>

#include "engine/documents/analyse/analyser.h"
#include "engine/documents/chunk/chunk.h"
#include "engine/documents/parse/parser.h"

namespace engine::documents::content {
namespace {

constexpr std::size_t stages = 4;

std::uint64_t fingerprint(const std::string& words) {
  return XXH3_64bits(words.data(), words.size());
}

std::uint64_t number_at(std::string_view bytes) {
  std::uint64_t number = 0;
  for (std::size_t i = 8; i-- > 0;) number = number << 8 | static_cast<std::uint8_t>(bytes[i]);
  return number;
}

}  // namespace

Recipe recipe_of(const Ingredients& of) {
  return {.parse = fingerprint(
              fmt::format("parse {} {} {}", parsed::version, of.most_bytes, of.most_parts)),
          .chunk = fingerprint(
              fmt::format("chunk {} {} {}", chunk::version, of.chunks.bytes, of.chunks.overlap)),
          .analyse = fingerprint(fmt::format("analyse {} {} {}", analyse::version,
                                             of.analysis.keywords, of.analysis.summary_sentences)),
          .index = fingerprint(fmt::format("index {} {} {} {}", parsed::version, analyse::version,
                                           of.most_bytes, of.most_parts))};
}

Recipe recipe_of_cut(const Ingredients& of) {
  Recipe recipe = recipe_of(of);
  for (std::uint64_t* const stage : {&recipe.parse, &recipe.index}) {
    *stage =
        fingerprint(fmt::format("{} cut {} {} {}", *stage, of.in_child ? "child" : "own",
                                of.most_cpu ? fmt::to_string(of.most_cpu->count()) : "unbounded",
                                of.most_memory ? fmt::to_string(*of.most_memory) : "unbounded"));
  }
  return recipe;
}

std::string to_bytes(const Recipe& recipe) {
  std::string bytes;
  for (const std::uint64_t stage : {recipe.parse, recipe.chunk, recipe.analyse, recipe.index}) {
    for (int shift = 0; shift < 64; shift += 8) bytes += static_cast<char>(stage >> shift);
  }
  return bytes;
}

std::optional<Recipe> recipe_from(std::string_view bytes) {
  if (bytes.size() != stages * 8) return std::nullopt;
  return Recipe{number_at(bytes), number_at(bytes.substr(8)), number_at(bytes.substr(16)),
                number_at(bytes.substr(24))};
}

}  // namespace engine::documents::content
