// A content as the database keeps it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/documents/items/content.h"
#include "engine/expected.h"
#include "engine/key/key.h"

namespace engine::documents::stages {

using content::Content;

/// A content that takes more memory than this is not kept.
inline constexpr std::uint64_t most_kept = 64ULL << 20;

/// MessagePack, compressed by LZ4, before a check sum that only bytes kept under this key have.
std::string pack_content(const Content& content, const key::Key& key);

/// The opposite, of bytes that anything may have happened to: a sound content, or malformed.
Expected<Content> unpack_content(std::string_view bytes, const key::Key& key);

/// What stands before the check sum, of bytes that anybody may have written: likewise. Memory: at
/// most 255 times the bytes, and what codec::decode takes of them.
Expected<Content> decompress(std::string_view bytes);

}  // namespace engine::documents::stages
