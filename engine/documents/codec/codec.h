// Contents as bytes and back, where they leave memory.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/documents/codec/format.h"
#include "engine/documents/content/content.h"
#include "engine/expected.h"

namespace engine::documents::codec {

/// Stands at the beginning of everything written. To be raised when fields.h changes, and when the
/// same bytes of a document would come to another content than before.
inline constexpr std::uint32_t schema_version = 3;

/// What a worker comes to: a content, and its tokens for the index.
struct Answer {
  content::Content content;
  analyse::TokenStream stream;
};

/// Preconditions: the texts are UTF-8 and the scores finite, as parser and analyser promise. The
/// token stream inside the content's analysis is not written.
std::string encode(Format format, const content::Content& content);
std::string encode(Format format, const content::Content& content,
                   const analyse::TokenStream& stream);

/// The opposite, of bytes that anybody may have written: what comes back is sound (texts are UTF-8,
/// offsets lie in order within the text and between characters, scores are finite), or malformed
/// says what is wrong. Memory: at most some hundred times the bytes, and only while reading.
Expected<content::Content> decode(Format format, std::string_view bytes);
Expected<Answer> decode_answer(Format format, std::string_view bytes);

}  // namespace engine::documents::codec
