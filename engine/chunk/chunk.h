// A document's text cut into pieces of even size, at block and sentence borders.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/parse/parser.h"

namespace engine::chunk {

struct Limits {
  std::uint32_t bytes = 2'000;  // a chunk is at most this long, unless one sentence is longer
  std::uint32_t overlap = 200;  // at most this much of the one before is repeated; < bytes
};

/// Half-open byte offsets into Parsed::text, on UTF-8 boundaries. Chunks are in order, and together
/// they cover every block.
struct Chunk {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

/// Breaks at block borders where it can, else at sentence ends, else at spaces, else between
/// characters. Precondition: limits.overlap < limits.bytes.
std::vector<Chunk> split(const parse::Parsed& parsed, const Limits& limits);

}  // namespace engine::chunk
