// A token stream in few numbers, most of them small.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/documents/analyse/token_stream.h"

namespace engine::documents::codec {

/// What of a token stream is written.
struct PackedStream {
  std::string terms;                      // one after the other
  std::vector<std::uint32_t> term_bytes;  // how long each of them is
  std::vector<std::uint32_t> tokens;  // for each: bytes since the one before, its length, its term
};

PackedStream pack(const analyse::TokenStream& stream);

/// False, with `stream` in no particular state, where it is none of a text of `text_bytes` bytes: a
/// token beyond the text or without a term, a term that is empty, too long or cut in a character.
/// Precondition: packed.terms is UTF-8.
bool unpack(const PackedStream& packed, std::size_t text_bytes, analyse::TokenStream& stream);

}  // namespace engine::documents::codec
