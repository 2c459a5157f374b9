// What usually comes next.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace engine::predict {

struct Limits {
  std::size_t items = 1 << 14;  // of which successors are remembered, at most; a power of two
  std::uint16_t fewest = 2;     // a successor must have been seen so often
  double confidence = 0.5;      // and be at least this part of what came after the item
};

/// Counts, in the order in which items are asked for, which item came after which: a first-order
/// Markov chain in fixed memory. Counts are halved when they grow, so that what no longer holds is
/// forgotten. Items are named by well-mixed 64 bits. Not thread-safe.
class Successors {
 public:
  /// Takes its memory, 64 bytes an item, at once. Precondition: limits.items is a power of two, at
  /// least 4.
  explicit Successors(const Limits& limits = {});

  /// This item was asked for next.
  void follow(std::uint64_t item);

  /// What comes after the item, where one of them clearly does.
  std::optional<std::uint64_t> after(std::uint64_t item) const;

 private:
  static constexpr std::size_t ways = 4;  // items that share a set
  static constexpr std::size_t kept = 3;  // successors of an item
  static constexpr std::uint16_t halved_at = 32;

  /// An item with the successors that came most.
  struct alignas(64) Row {
    std::uint64_t item = 0;
    std::uint16_t total = 0;  // how often anything came after it; 0: the row is free
    std::array<std::uint16_t, kept> counts{};
    std::array<std::uint64_t, kept> next{};
  };

  std::size_t set_of(std::uint64_t item) const { return item & (rows_.size() - ways); }
  const Row* find(std::uint64_t item) const;
  Row& find_or_make(std::uint64_t item);
  static void count(Row& row, std::uint64_t next);

  const Limits limits_;
  std::vector<Row> rows_;
  std::optional<std::uint64_t> last_;
};

}  // namespace engine::predict
