// What the fuzz targets of all formats do with an input.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "engine/archive/test_zip.h"
#include "engine/documents/chunk/chunk.h"
#include "engine/documents/parse/parser.h"
#include "engine/documents/parsed/block_writer.h"
#include "engine/documents/parsed/invariants.h"
#include "engine/documents/parsed/string_source.h"
#include "engine/documents/parsed/validation.h"

namespace engine::documents::parse {

inline void require(bool holds, std::string_view what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %.*s\n", static_cast<int>(what.size()), what.data());
  std::abort();
}

inline void check_chunks(const parsed::Parsed& parsed, const chunk::Limits& limits) {
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

/// Sizes of pieces that depend on the bytes, so that a finding comes again.
inline std::string piece_sizes(std::string_view bytes) {
  std::string sizes;
  std::uint32_t state = static_cast<std::uint32_t>(bytes.size());
  for (const char c : bytes.substr(0, 64)) state = state * 31 + static_cast<unsigned char>(c);
  for (int i = 0; i < 5; ++i) {
    state = state * 1'664'525 + 1'013'904'223;
    const std::uint32_t most = (state >> 16) % 2 == 0 ? 7 : 255;
    sizes += static_cast<char>(1 + (state >> 20) % most);
  }
  return sizes;
}

/// The bytes come in pieces: validation and parser must not tell the difference.
inline void check_pieces(Parser& parser, parsed::Format format, std::string_view bytes,
                         const Expected<parsed::Parsed>& whole) {
  parsed::StringSource source(bytes, piece_sizes(bytes));
  const Expected<parsed::Parsed> pieces = parser.parse(format, source);
  require(whole.has_value() == pieces.has_value(), "the same outcome in pieces");
  if (!whole) return require(whole.error().reason == pieces.error().reason, "the same error");
  require(whole->text == pieces->text && whole->title == pieces->title, "the same text in pieces");
  require(whole->language_hint == pieces->language_hint, "the same language in pieces");
  require(std::ranges::equal(whole->blocks, pieces->blocks), "the same blocks in pieces");
}

/// Each block's bytes lie in the source, as far as that is at hand, and are there at all.
inline void check_sources(parsed::Format format, std::string_view bytes,
                          const parsed::Parsed& parsed) {
  for (const parsed::Block& block : parsed.blocks) {
    require(block.source_end > block.source_begin, "bytes in the source");
    if (parsed::is_text(format))
      require(block.source_end <= bytes.size(), "a place within the source");
    if (format != parsed::Format::text) continue;
    parsed::BlockWriter writer;
    writer.add(block.kind, block.level,
               bytes.substr(block.source_begin, block.source_end - block.source_begin));
    require(writer.take().text == parsed.text.substr(block.begin, block.end - block.begin),
            "the text at its place in the source");
  }
}

inline bool is_valid(std::string_view bytes) {
  const auto whole = parsed::validate(bytes);
  parsed::Validation validation;
  parsed::StringSource source(bytes, piece_sizes(bytes));
  for (auto piece = source.next(); !piece->empty(); piece = source.next()) validation.add(*piece);
  const auto pieces = validation.verdict();
  require(whole.has_value() == pieces.has_value(), "the same verdict in pieces");
  if (!whole) require(whole.error().detail == pieces.error().detail, "the same fault in pieces");
  return whole.has_value();
}

/// Parses twice with the same parser, and once in pieces: nothing must differ.
inline int fuzz(parsed::Format format, std::string_view bytes) {
  if (parsed::is_text(format) && !is_valid(bytes)) return 0;
  static Parser parser(8 << 20);
  const Expected<parsed::Parsed> first = parser.parse(format, bytes);
  const Expected<parsed::Parsed> second = parser.parse(format, bytes);
  require(first.has_value() == second.has_value(), "the same outcome twice");
  check_pieces(parser, format, bytes, first);
  if (!first) return 0;
  require(first->text == second->text && first->title == second->title, "the same text twice");
  require(first->parts.size() == second->parts.size(), "the same parts twice");
  const std::string wrong = parsed::broken_promise(*first);
  require(wrong.empty(), wrong);
  check_sources(format, bytes, *first);
  check_chunks(*first, {40, 10});
  check_chunks(*first, {2'000, 200});
  return 0;
}

inline int fuzz(parsed::Format format, const std::uint8_t* data, std::size_t size) {
  return fuzz(format, std::string_view(reinterpret_cast<const char*>(data), size));
}

/// The same of a file of files: a zip file as it stands, or a listing that makes one.
inline int fuzz_package(parsed::Format format, const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  return fuzz(format,
              bytes.starts_with("=== ") ? archive::zip_of_listing(bytes) : std::string(bytes));
}

}  // namespace engine::documents::parse
