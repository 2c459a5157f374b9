// The one description of what is written: which fields, in which order, whatever the format.
#pragma once

#include <concepts>
#include <tuple>
#include <type_traits>

#include "engine/documents/codec/packed_stream.h"
#include "engine/documents/content/content.h"

namespace engine::documents::codec {

template <class T, class U>
concept Is = std::same_as<std::remove_const_t<T>, U>;

auto fields(Is<parsed::Block> auto& block) {
  return std::tie(block.kind, block.level, block.begin, block.end, block.source_begin,
                  block.source_end);
}

auto fields(Is<parsed::Part> auto& part) {
  return std::tie(part.fate, part.name, part.problem, part.begin, part.end);
}

auto fields(Is<parsed::Parsed> auto& parsed) {
  return std::tie(parsed.title, parsed.language_hint, parsed.text, parsed.blocks, parsed.parts);
}

auto fields(Is<chunk::Chunk> auto& chunk) {
  return std::tie(chunk.begin, chunk.end);
}

auto fields(Is<analyse::Keyword> auto& keyword) {
  return std::tie(keyword.term, keyword.stem, keyword.score);
}

auto fields(Is<analyse::SummarySentence> auto& sentence) {
  return std::tie(sentence.begin, sentence.end, sentence.score);
}

auto fields(Is<analyse::Analysis> auto& analysis) {
  return std::tie(analysis.language, analysis.sentences, analysis.keywords, analysis.summary);
}

auto fields(Is<content::Content> auto& content) {
  return std::tie(content.parsed, content.chunks, content.analysis);
}

auto fields(Is<PackedStream> auto& stream) {
  return std::tie(stream.terms, stream.term_bytes, stream.tokens);
}

/// The last of an enumeration's values, which are counted from 0.
template <class Enum>
inline constexpr Enum last_of = Enum{};
template <>
inline constexpr parsed::Block::Kind last_of<parsed::Block::Kind> = parsed::Block::Kind::quote;

template <>
inline constexpr parsed::Part::Fate last_of<parsed::Part::Fate> = parsed::Part::Fate::failed;

template <class T>
concept Described = requires(T& value) {
  fields(value);
};

/// How many fields a described type has.
template <Described T>
inline constexpr std::size_t field_count = std::tuple_size_v<decltype(fields(std::declval<T&>()))>;

}  // namespace engine::documents::codec
