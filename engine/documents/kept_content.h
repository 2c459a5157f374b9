// A content as the database keeps it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/documents/content.h"
#include "engine/expected.h"
#include "engine/key/key.h"

namespace engine::documents {

/// A content that takes more memory than this is not kept.
inline constexpr std::uint64_t most_kept = 64ULL << 20;

/// MessagePack behind a check sum that only bytes kept under this key have.
std::string pack_content(const Content& content, const key::Key& key);

/// The opposite, of bytes that anything may have happened to: a sound content, or malformed.
Expected<Content> unpack_content(std::string_view bytes, const key::Key& key);

}  // namespace engine::documents
