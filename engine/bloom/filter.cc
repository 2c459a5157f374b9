#include "engine/bloom/filter.h"

#include <algorithm>
#include <cmath>

namespace engine::bloom {
namespace {

/// Odd numbers, each of which makes another bit of a word out of a hash's lower half.
constexpr std::array<std::uint32_t, 8> salts = {0x47b6137bU, 0x44974d91U, 0x8824ad5bU, 0xa2b7289dU,
                                                0x705495c7U, 0x2df1424bU, 0x9efc4947U, 0x5c6bfb31U};

std::uint64_t bit_of(std::uint64_t hash, std::size_t word) {
  return std::uint64_t{1} << ((static_cast<std::uint32_t>(hash) * salts[word]) >> 26);
}

}  // namespace

Filter::Filter(std::size_t expected_keys)
    : expected_keys_(expected_keys),
      block_count_(
          std::max<std::size_t>((expected_keys * bits_per_key + block_bits - 1) / block_bits, 1)),
      blocks_(std::make_unique<Block[]>(block_count_)) {}

// The upper half, as a fraction of 2^32, of the number of blocks.
Filter::Block& Filter::block_of(std::uint64_t hash) const {
  return blocks_[((hash >> 32) * block_count_) >> 32];
}

void Filter::add(std::uint64_t hash) {
  Block& block = block_of(hash);
  bool changed = false;
  for (std::size_t word = 0; word < block.words.size(); ++word) {
    const std::uint64_t bit = bit_of(hash, word);
    changed |= (block.words[word].fetch_or(bit, std::memory_order_relaxed) & bit) == 0;
  }
  if (changed) keys_.fetch_add(1, std::memory_order_relaxed);
}

bool Filter::may_have(std::uint64_t hash) const {
  const Block& block = block_of(hash);
  for (std::size_t word = 0; word < block.words.size(); ++word) {
    if ((block.words[word].load(std::memory_order_relaxed) & bit_of(hash, word)) == 0) return false;
  }
  return true;
}

double Filter::false_positive_rate(std::size_t keys) const {
  const double mean = static_cast<double>(keys) / static_cast<double>(block_count_);
  const double most = mean + 12 * std::sqrt(mean) + 12;
  double rate = 0;
  for (double i = 0; i <= most; ++i) {
    const double probability =
        std::exp(i * std::log(std::max(mean, 1e-300)) - mean - std::lgamma(i + 1));
    rate += probability * std::pow(1 - std::pow(63.0 / 64, i), 8);
  }
  return rate;
}

}  // namespace engine::bloom
