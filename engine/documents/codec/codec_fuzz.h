// What the fuzz targets of both formats do with an input.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "engine/documents/codec/codec.h"
#include "engine/documents/parsed/origin.h"
#include "engine/documents/parsed/utf8.h"

namespace engine::documents::codec {

inline void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::abort();
}

template <class Spans>
void require_within(std::string_view text, const Spans& spans) {
  for (const auto& span : spans) {
    require(span.begin < span.end && span.end <= text.size(), "a stretch of the text");
    const std::string_view part = text.substr(span.begin, span.end - span.begin);
    require(parsed::valid_utf8_prefix(part) == part.size(), "whole characters");
  }
}

inline void require_sound(const content::Content& content) {
  require_within(content.parsed.text, content.parsed.blocks);
  require_within(content.parsed.text, content.chunks);
  require_within(content.parsed.text, content.analysis.summary);
  require(parsed::has_ordered_sources(content.parsed), "places in the source in order");
}

/// Whatever is read is sound, and written again it reads the same.
inline int fuzz(Format format, const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto content = decode(format, bytes)) {
    require_sound(*content);
    const std::string written = encode(format, *content);
    const auto again = decode(format, written);
    require(again && encode(format, *again) == written, "the same content twice");
  }
  if (const auto answer = decode_answer(format, bytes)) {
    require_sound(answer->content);
    require_within(answer->content.parsed.text, answer->stream.tokens);
    const std::string written = encode(format, answer->content, answer->stream);
    const auto again = decode_answer(format, written);
    require(again && again->stream == answer->stream, "the same stream twice");
  }
  return 0;
}

}  // namespace engine::documents::codec
