// Letters as MessagePack.
#pragma once

#include "engine/documents/codec/walk.h"

namespace engine::documents::codec {

/// `stream` may be null.
std::string write_msgpack(std::uint32_t version, const content::Content& content,
                          const PackedStream* stream);

/// False where the bytes are no letter of this version. One of another version is, of which only
/// that is read.
bool read_msgpack(std::string_view bytes, std::uint32_t version, Letter& letter);

}  // namespace engine::documents::codec
