// The memory of documents that are done, for the next ones.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "engine/documents/analyse/token_stream.h"
#include "engine/documents/chunk/chunk.h"
#include "engine/documents/store/store.h"

namespace engine::documents::services {

inline std::size_t bytes_held(const std::string& buffer) {
  return buffer.capacity();
}
inline std::size_t bytes_held(const analyse::TokenStream& stream) {
  return stream.memory_bytes();
}

/// Empty buffers with memory of their own, the last one given back first. Holds no more than so
/// many bytes, and no single buffer of more than an eighth of that. Not thread-safe.
template <class Buffer>
class Spares {
 public:
  /// Bytes 0: nothing is ever held.
  explicit Spares(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  Buffer take() {
    if (buffers_.empty()) return {};
    Buffer buffer = std::move(buffers_.back());
    buffers_.pop_back();
    bytes_ -= bytes_held(buffer);
    buffer.clear();
    return buffer;
  }

  void give(Buffer buffer) {
    const std::size_t bytes = bytes_held(buffer);
    if (buffer_is_small(bytes) || bytes > most_bytes_ / 8 || bytes_ + bytes > most_bytes_) return;
    bytes_ += bytes;
    buffers_.push_back(std::move(buffer));
  }

  std::size_t held_bytes() const { return bytes_; }

 private:
  // It has no memory of its own, or hardly any: not worth its place.
  static bool buffer_is_small(std::size_t bytes) { return bytes < 64; }

  std::size_t most_bytes_;
  std::size_t bytes_ = 0;
  std::vector<Buffer> buffers_;
};

/// What one worker keeps (memory.pools).
class Pools {
 public:
  explicit Pools(bool on) : bytes(on ? most_bytes : 0), streams(on ? most_bytes : 0), on_(on) {}

  Spares<std::string> bytes;             // read into
  Spares<analyse::TokenStream> streams;  // from the analysis to the index
  chunk::Room chunk_room;
  /// What a document's record points to.
  struct Words {
    std::string key, stamp;
    content::Recipe recipe;
    store::ToKeep keep;
    store::SetAside aside;
  };
  std::vector<Words> words;            // of a batch
  std::vector<store::Record> records;  // of a batch

  /// Lets go of what is not to be kept, or has grown too large. To be called after each document.
  void trim() {
    if (!on_ || chunk_room.atoms.capacity() > most_atoms) chunk_room = {};
  }
  /// Likewise, after each batch.
  void trim_batch() {
    records.clear();
    if (!on_) records = {};
    if (!on_) words = {};
  }

 private:
  static constexpr std::size_t most_bytes = 8 << 20;
  static constexpr std::size_t most_atoms = 1 << 16;

  bool on_;
};

}  // namespace engine::documents::services
