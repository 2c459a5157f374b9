#include "engine/documents/codec/codec.h"

#include <utility>

#include "engine/documents/codec/json.h"
#include "engine/documents/codec/msgpack.h"
#include "engine/documents/codec/soundness.h"
#include "engine/documents/parsed/utf8.h"

namespace engine::documents::codec {
namespace {

using content::Content;

std::string write(Format format, const Content& content, const PackedStream* stream) {
  return format == Format::json ? write_json(schema_version, content, stream)
                                : write_msgpack(schema_version, content, stream);
}

tl::unexpected<Error> malformed(std::string_view what) {
  return failure(Reason::malformed, std::string(what));
}

/// A letter whose content is sound.
Expected<Letter> read(Format format, std::string_view bytes) {
  Letter letter;
  const bool is_letter = format == Format::json ? read_json(bytes, schema_version, letter)
                                                : read_msgpack(bytes, schema_version, letter);
  if (!is_letter) return malformed("this is no written content");
  if (letter.version != schema_version) return malformed("another version wrote this content");
  const std::string_view defect = defect_of(letter.content);
  if (!defect.empty()) return malformed(defect);
  return letter;
}

}  // namespace

std::string encode(Format format, const Content& content) {
  return write(format, content, nullptr);
}

std::string encode(Format format, const Content& content, const analyse::TokenStream& stream) {
  const PackedStream packed = pack(stream);
  return write(format, content, &packed);
}

Expected<Content> decode(Format format, std::string_view bytes) {
  return read(format, bytes).and_then([](Letter letter) -> Expected<Content> {
    if (letter.stream) return malformed("this content has a token stream");
    return std::move(letter.content);
  });
}

Expected<Answer> decode_answer(Format format, std::string_view bytes) {
  return read(format, bytes).and_then([](Letter letter) -> Expected<Answer> {
    if (!letter.stream) return malformed("the token stream is missing");
    Answer answer{std::move(letter.content), {}};
    const std::string& text = answer.content.parsed.text;
    if (parsed::valid_utf8_prefix(letter.stream->terms) != letter.stream->terms.size()) {
      return malformed("a term is not UTF-8");
    }
    if (!unpack(*letter.stream, text.size(), answer.stream)) {
      return malformed("this is no token stream of the text");
    }
    const std::string_view defect = defect_of(text, answer.stream);
    if (!defect.empty()) return malformed(defect);
    return answer;
  });
}

}  // namespace engine::documents::codec
