// Where a document's chunks lie, in few bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/documents/chunk/chunk.h"
#include "engine/expected.h"

namespace engine::documents::store::packed {

/// For each chunk two LEB128 numbers: how far it begins after the one before, and its length. Three
/// to four bytes a chunk. Precondition: each chunk begins no earlier than the one before.
std::string pack(const std::vector<chunk::Chunk>& chunks);

/// The opposite; store_failed when the bytes are not what `pack` writes.
Expected<std::vector<chunk::Chunk>> unpack(std::string_view bytes);

}  // namespace engine::documents::store::packed
