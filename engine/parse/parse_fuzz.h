// What the fuzz targets of all formats do with an input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "engine/chunk/chunk.h"
#include "engine/parse/invariants.h"
#include "engine/parse/parser.h"

namespace engine::parse {

inline void require(bool holds, std::string_view what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %.*s\n", static_cast<int>(what.size()), what.data());
  std::abort();
}

inline void check_chunks(const Parsed& parsed, const chunk::Limits& limits) {
  std::uint32_t behind = 0;
  for (const chunk::Chunk& piece : chunk::split(parsed, limits)) {
    require(piece.begin < piece.end && piece.end <= parsed.text.size(), "a chunk within the text");
    require(piece.end - piece.begin <= limits.bytes, "a chunk's size");
    require(piece.end > behind, "chunks in order");
    const std::string_view gap =
        std::string_view(parsed.text)
            .substr(behind, piece.begin > behind ? piece.begin - behind : 0);
    require(gap.find_first_not_of(" \t\n\v\f\r") == std::string_view::npos,
            "chunks that cover all text");
    behind = piece.end;
  }
  const std::string_view rest = std::string_view(parsed.text).substr(behind);
  require(rest.find_first_not_of(" \t\n\v\f\r") == std::string_view::npos, "chunks up to the end");
}

/// Parses twice with the same parser: the second time must not differ.
inline int fuzz(Format format, const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (!validate(bytes)) return 0;
  static Parser parser;
  const Expected<Parsed> first = parser.parse(format, bytes);
  const Expected<Parsed> second = parser.parse(format, bytes);
  require(first.has_value() == second.has_value(), "the same outcome twice");
  if (!first) return 0;
  require(first->text == second->text && first->title == second->title, "the same text twice");
  const std::string wrong = broken_promise(*first);
  require(wrong.empty(), wrong);
  check_chunks(*first, {40, 10});
  check_chunks(*first, {2'000, 200});
  return 0;
}

}  // namespace engine::parse
