// What the engine works out of a document's bytes: all that depends on them alone.
#pragma once

#include <vector>

#include "engine/documents/analyse/analyser.h"
#include "engine/documents/chunk/chunk.h"
#include "engine/documents/parsed/parsed.h"

namespace engine::documents::content {

/// A parsed, chunked and analysed document. Immutable once made; this is what the caches keep,
/// under the key of the bytes.
struct Content {
  parsed::Parsed parsed;
  std::vector<chunk::Chunk> chunks;
  analyse::Analysis analysis;  // without its token stream, which only the index needs

  std::size_t memory_bytes() const {
    return sizeof(Content) + parsed.memory_bytes() + chunks.capacity() * sizeof(chunk::Chunk) +
           analysis.memory_bytes();
  }
};

}  // namespace engine::documents::content
