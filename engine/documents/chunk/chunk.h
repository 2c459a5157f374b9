// A document's text cut into pieces of even size, at block and sentence borders.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/documents/chunk/limits.h"
#include "engine/documents/chunk/sentences.h"
#include "engine/documents/parsed/parsed.h"

namespace engine::documents::chunk {

/// To be raised when the same text would be cut elsewhere than before.
inline constexpr std::uint32_t version = 1;

/// Half-open byte offsets into Parsed::text, on UTF-8 boundaries. Chunks are in order, neither
/// begins nor ends before the one in front of it does, and together they cover every block, but for
/// white space where two of them meet.
struct Chunk {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool operator==(const Chunk&) const = default;
};

/// What is never broken: a sentence, or a part of one that is longer than a chunk.
struct Atom {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t border = static_cast<std::uint32_t>(-1);  // the last atom up to this one with which
                                                          // a block ends; -1: there is none
  bool heading = false;
};

/// Room that one document's split may leave to the next one's.
struct Room {
  std::vector<Span> sentences;
  std::vector<Atom> atoms;
};

/// Breaks at block borders where it can (if that leaves a chunk at least half full; never behind
/// a heading if there is another place), else at sentence ends, else at spaces, else between
/// characters. What is repeated begins with a sentence, or else with a word.
/// Precondition: limits.overlap < limits.bytes.
std::vector<Chunk> split(const parsed::Parsed& parsed, const Limits& limits, Room& room);
std::vector<Chunk> split(const parsed::Parsed& parsed, const Limits& limits);

}  // namespace engine::documents::chunk
