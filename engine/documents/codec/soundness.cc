#include "engine/documents/codec/soundness.h"

#include <algorithm>
#include <limits>

#include "engine/documents/parsed/limits.h"
#include "engine/documents/parsed/origin.h"
#include "engine/documents/parsed/utf8.h"

namespace engine::documents::codec {
namespace {

bool is_utf8(std::string_view text) {
  return parsed::valid_utf8_prefix(text) == text.size();
}

bool is_border(std::string_view text, std::size_t at) {
  return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

/// A stretch of the text that is not empty and cuts no character.
template <class Span>
bool is_within(std::string_view text, const Span& span) {
  return span.begin < span.end && span.end <= text.size() && is_border(text, span.begin) &&
         is_border(text, span.end);
}

/// Each within the text and none before the end of the one in front of it.
template <class Spans>
bool are_apart(std::string_view text, const Spans& spans) {
  std::size_t behind = 0;
  return std::ranges::all_of(spans, [&](const auto& span) {
    return std::exchange(behind, span.end) <= span.begin && is_within(text, span);
  });
}

/// In order, with text just where it says that some came of it.
bool are_parts(std::string_view text, const std::vector<parsed::Part>& parts) {
  using Fate = parsed::Part::Fate;
  std::size_t behind = 0;
  return std::ranges::all_of(parts, [&](const parsed::Part& part) {
    if (!is_utf8(part.name) || !is_utf8(part.problem)) return false;
    if (part.fate != Fate::extracted) return part.begin == part.end && part.end <= text.size();
    return std::exchange(behind, part.end) <= part.begin && is_within(text, part);
  });
}

/// In bytes that a document can have, one block's behind the other's.
bool are_from_the_source(const parsed::Parsed& parsed) {
  constexpr std::size_t mark = 3;  // a byte-order mark in front of the longest document
  return parsed::has_ordered_sources(parsed) &&
         std::ranges::all_of(parsed.blocks, [](const parsed::Block& block) {
           return block.source_end <= parsed::largest_document + mark;
         });
}

bool are_chunks(std::string_view text, const std::vector<chunk::Chunk>& chunks) {
  chunk::Chunk before;
  return std::ranges::all_of(chunks, [&](const chunk::Chunk& chunk) {
    const bool in_order = chunk.begin >= before.begin && chunk.end >= before.end;
    before = chunk;
    return in_order && is_within(text, chunk);
  });
}

bool has_its_level(const parsed::Block& block) {
  const bool heading = block.kind == parsed::Block::Kind::heading;
  return heading ? block.level >= 1 && block.level <= 6 : block.level == 0;
}

}  // namespace

std::string_view defect_of(const content::Content& content) {
  const parsed::Parsed& parsed = content.parsed;
  if (parsed.text.size() > std::numeric_limits<std::uint32_t>::max()) return "the text is too long";
  if (!is_utf8(parsed.text) || !is_utf8(parsed.title) || !is_utf8(parsed.language_hint) ||
      !is_utf8(content.analysis.language)) {
    return "a text is not UTF-8";
  }
  if (!are_apart(parsed.text, parsed.blocks)) return "a block is no stretch of the text";
  if (!std::ranges::all_of(parsed.blocks, has_its_level)) return "a block has a wrong level";
  if (!are_parts(parsed.text, parsed.parts)) return "a part is no stretch of the text";
  if (!are_from_the_source(parsed)) return "a block comes from nowhere in the source";
  if (!are_chunks(parsed.text, content.chunks)) return "a chunk is no stretch of the text";
  if (!are_apart(parsed.text, content.analysis.summary)) return "a sentence is none of the text";
  for (const analyse::Keyword& keyword : content.analysis.keywords) {
    if (!is_utf8(keyword.term) || !is_utf8(keyword.stem)) return "a keyword is not UTF-8";
  }
  return {};
}

std::string_view defect_of(std::string_view text, const analyse::TokenStream& stream) {
  return are_apart(text, stream.tokens) ? std::string_view() : "a token is no stretch of the text";
}

}  // namespace engine::documents::codec
