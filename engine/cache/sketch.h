// How often each key was asked for lately, in a few bits.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace engine::cache {

/// A count-min sketch with 4-bit counters and ageing, as TinyLFU has it (Einziger, Friedman and
/// Manes, "TinyLFU: A Highly Efficient Cache Admission Policy", ACM ToS 2017): an estimate is never
/// too low but for ageing, which halves all counters after ten times as many counts as there are
/// entries to tell apart. The four counters of a key lie in one cache line. Not thread-safe.
class Sketch {
 public:
  static constexpr std::uint32_t most = 15;

  Sketch() : blocks_(1) {}

  /// Makes room to tell `entries` keys apart; keeps what was counted. Never shrinks.
  void fit(std::size_t entries);
  void count(std::uint32_t hash);
  /// At most `most`.
  std::uint32_t estimate(std::uint32_t hash) const;

 private:
  /// Four rows of 32 counters, two words each.
  struct alignas(64) Block {
    std::array<std::uint64_t, 8> words{};
  };
  static constexpr std::size_t entries_per_block = 8;

  std::size_t sample() const { return 10 * entries_per_block * blocks_.size(); }
  void age();

  std::vector<Block> blocks_;  // a power of two of them
  std::size_t counted_ = 0;    // since the last ageing
};

}  // namespace engine::cache
