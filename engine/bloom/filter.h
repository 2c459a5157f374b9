// Which keys may be there: a set that answers "surely not" or "perhaps".
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace engine::bloom {

/// A blocked Bloom filter (Putze, Sanders, Singler, 2007): a key sets one bit in each of the eight
/// words of one cache line. Keys are given as hashes of 64 well-mixed bits. Never forgets one.
/// Thread-safe; a key that one thread adds others see soon.
class Filter {
 public:
  static constexpr std::size_t block_bits = 512;
  static constexpr std::size_t bits_per_key = 12;

  /// Takes bits_per_key for each of that many keys, 64 bytes at least.
  explicit Filter(std::size_t expected_keys);

  void add(std::uint64_t hash);
  /// False: no such key was added. True: one was, or chance has it, see false_positive_rate.
  bool may_have(std::uint64_t hash) const;

  /// How many were added, but for those that looked as if they were there already.
  std::size_t keys() const { return keys_.load(std::memory_order_relaxed); }
  std::size_t expected_keys() const { return expected_keys_; }
  /// More than expected: answers become less sure. Time for a larger one.
  bool is_full() const { return keys() > expected_keys_; }
  std::size_t memory_bytes() const { return block_count_ * sizeof(Block); }

  /// How often a key that was not added is taken for one that was when `keys` were: the number i of
  /// keys in a block is Poisson with mean keys / blocks, and each of its words has the bit that is
  /// asked for with probability 1 - (1 - 1/64)^i.
  double false_positive_rate(std::size_t keys) const;

 private:
  struct alignas(64) Block {
    std::array<std::atomic<std::uint64_t>, 8> words{};
  };
  Block& block_of(std::uint64_t hash) const;

  const std::size_t expected_keys_;
  const std::size_t block_count_;
  const std::unique_ptr<Block[]> blocks_;
  std::atomic<std::size_t> keys_{0};
};

}  // namespace engine::bloom
