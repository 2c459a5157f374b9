#include "engine/documents/store/packed/chunk_offsets.h"

#include <cstdint>
#include <optional>

namespace engine::documents::store::packed {
namespace {

void put(std::string& bytes, std::uint32_t number) {
  while (number >= 0x80) {
    bytes += static_cast<char>(number | 0x80);
    number >>= 7;
  }
  bytes += static_cast<char>(number);
}

/// Takes a number off the front; nothing when it does not end or exceeds 32 bits.
std::optional<std::uint32_t> take(std::string_view& bytes) {
  std::uint64_t number = 0;
  for (unsigned shift = 0; shift < 35 && !bytes.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    number |= std::uint64_t{byte & 0x7fU} << shift;
    if (byte >= 0x80) continue;
    if (number > UINT32_MAX) return std::nullopt;
    return static_cast<std::uint32_t>(number);
  }
  return std::nullopt;
}

}  // namespace

std::string pack(const std::vector<chunk::Chunk>& chunks) {
  std::string bytes;
  std::uint32_t before = 0;
  for (const chunk::Chunk& chunk : chunks) {
    put(bytes, chunk.begin - before);
    put(bytes, chunk.end - chunk.begin);
    before = chunk.begin;
  }
  return bytes;
}

Expected<std::vector<chunk::Chunk>> unpack(std::string_view bytes) {
  std::vector<chunk::Chunk> chunks;
  std::uint32_t before = 0;
  while (!bytes.empty()) {
    const auto gap = take(bytes);
    const auto length = gap ? take(bytes) : std::nullopt;
    const bool sound =
        length && *gap <= UINT32_MAX - before && *length <= UINT32_MAX - before - *gap;
    if (!sound) return failure(Reason::store_failed, "the chunks' offsets are damaged");
    before += *gap;
    chunks.push_back({before, before + *length});
  }
  return chunks;
}

}  // namespace engine::documents::store::packed
