#include "engine/cache/sketch.h"

#include <algorithm>

namespace engine::cache {
namespace {

/// Where a row's counter lies in a block.
struct Place {
  std::size_t word;
  unsigned shift;
};

std::uint32_t scrambled(std::uint32_t hash) {
  const std::uint64_t product = (hash ^ 0x5bd1e995U) * 0x9e3779b97f4a7c15U;
  return static_cast<std::uint32_t>(product >> 32);
}

Place place(std::uint32_t scramble, unsigned row) {
  const std::uint32_t five_bits = (scramble >> (8 * row)) & 31U;
  return {2 * row + (five_bits >> 4), (five_bits & 15U) * 4};
}

}  // namespace

// A key's new block is its old one or the one as far behind it as there were blocks: both get what
// the old one has counted.
void Sketch::fit(std::size_t entries) {
  while (entries > blocks_.size() * entries_per_block) {
    const std::vector<Block> old = blocks_;
    blocks_.insert(blocks_.end(), old.begin(), old.end());
  }
}

void Sketch::count(std::uint32_t hash) {
  Block& block = blocks_[hash & (blocks_.size() - 1)];
  const std::uint32_t scramble = scrambled(hash);
  const std::uint32_t least = estimate(hash);
  if (least == most) return;
  // Only the lowest counters: the others have counted other keys too.
  for (unsigned row = 0; row < 4; ++row) {
    const Place at = place(scramble, row);
    if (((block.words[at.word] >> at.shift) & 15U) == least) {
      block.words[at.word] += std::uint64_t{1} << at.shift;
    }
  }
  if (++counted_ >= sample()) age();
}

std::uint32_t Sketch::estimate(std::uint32_t hash) const {
  const Block& block = blocks_[hash & (blocks_.size() - 1)];
  const std::uint32_t scramble = scrambled(hash);
  std::uint32_t least = most;
  for (unsigned row = 0; row < 4; ++row) {
    const Place at = place(scramble, row);
    least = std::min(least, static_cast<std::uint32_t>(block.words[at.word] >> at.shift) & 15U);
  }
  return least;
}

void Sketch::age() {
  for (Block& block : blocks_) {
    for (std::uint64_t& word : block.words) word = (word >> 1) & 0x7777777777777777U;
  }
  counted_ /= 2;
}

}  // namespace engine::cache
