// Counts of durations, to 0.1 % of each, in fixed memory.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>

namespace harness::record {

class SparseHistogram;

/// A log-linear histogram of whole nanoseconds from 0 to one hour, in HdrHistogram's layout for
/// three significant digits (2,048 linear buckets, then 1,024 to each doubling), so that its
/// counts can be written and read as HdrHistogram logs without loss. A value is off by less than
/// 1/1024 of itself. Blocks of 1,024 counts come into being when first touched: a latency spread
/// over ten doublings takes about 80 KiB. Values above the range count as the highest one, and
/// negative ones as 0; both are told by `clamped()`. Not thread-safe: one thread records.
class Histogram {
 public:
  static constexpr std::int64_t highest_trackable = 3'600'000'000'000;  // ns, one hour
  static constexpr int significant_digits = 3;

  Histogram() = default;
  Histogram(const Histogram& other);
  Histogram& operator=(const Histogram& other);
  Histogram(Histogram&& other) noexcept { swap(other); }  // leaves `other` empty
  Histogram& operator=(Histogram&& other) noexcept;
  ~Histogram() = default;
  void swap(Histogram& other) noexcept;

  /// Precondition, here and below: all counts together stay under 2^63.
  void record(std::int64_t nanoseconds);
  void record(std::int64_t nanoseconds, std::uint64_t count);

  /// Adds values known only to lie between two others (both included): min() and max() take them at
  /// the ends, mean() in the middle. Precondition: 0 <= lowest <= highest <= highest_trackable, in
  /// one bucket.
  void record_between(std::int64_t lowest, std::int64_t highest, std::uint64_t count);

  void merge(const Histogram& other);
  void merge(const SparseHistogram& other);
  void clear();  // keeps the memory, for recording again

  std::uint64_t count() const { return sums().count; }
  std::uint64_t clamped() const { return beyond_.clamped; }
  std::int64_t min() const { return sums().lowest(); }  // exact, as max() is; 0 when empty
  std::int64_t max() const { return static_cast<std::int64_t>(sums().max); }
  double mean() const { return sums().mean(); }  // exact up to rounding; 0 when empty

  /// The smallest recorded value (to bucket precision: the bucket's highest equivalent value, never
  /// above max()) that at least `fraction` of the counts do not exceed; HdrHistogram's definition.
  /// quantile(0) is min(), quantile(1) is max(). Precondition: 0 <= fraction <= 1. 0 when empty.
  std::int64_t quantile(double fraction) const;

  /// How many counts lie in buckets whose values are all <= nanoseconds' bucket.
  std::uint64_t count_at_or_below(std::int64_t nanoseconds) const;

  std::size_t memory_bytes() const;

  /// The buckets, numbered from 0 in the order of their values, as HdrHistogram numbers its counts.
  static constexpr std::size_t bucket_of(std::int64_t nanoseconds);  // 0..highest_trackable
  static constexpr std::int64_t lowest_in(std::size_t bucket);
  static constexpr std::int64_t highest_in(std::size_t bucket);
  static constexpr std::size_t buckets();
  std::uint64_t count_in(std::size_t bucket) const;  // precondition: bucket < buckets()

 private:
  friend class SparseHistogram;
  __extension__ using Wide = unsigned __int128;  // 5 million hours overflow 64 bits of nanoseconds

  /// What is known of all values beside their buckets.
  struct Sums {
    std::uint64_t count = 0;
    std::uint64_t min = std::numeric_limits<std::uint64_t>::max();
    std::uint64_t max = 0;
    std::uint64_t clamped = 0;
    Wide sum = 0;

    void merge(const Sums& other);
    std::int64_t lowest() const { return count == 0 ? 0 : static_cast<std::int64_t>(min); }
    double mean() const {
      return count == 0 ? 0 : static_cast<double>(sum) / static_cast<double>(count);
    }
  };

  static constexpr std::size_t block_size = 1024;
  static constexpr std::size_t block_count = 33;
  /// Of values below this one, all that there is to know is how many are in their buckets. Not to
  /// keep their sums spares a driver a tenth of what a request costs it.
  static constexpr std::uint64_t exact_below = 2 * block_size;
  using Block = std::array<std::uint64_t, block_size>;
  struct Range {
    std::size_t first, end;
  };

  static constexpr std::size_t doublings_of(std::size_t bucket);
  Block& block_with(std::size_t bucket);
  Block& add_block(std::size_t index);
  Range used_blocks() const;
  Sums exact_sums() const;
  Sums sums() const;
  std::uint64_t clamp(std::int64_t nanoseconds, std::uint64_t count);

  Sums beyond_;  // of the values from exact_below on; and of all of them, how many were clamped
  std::array<std::unique_ptr<Block>, block_count> blocks_;
};

constexpr std::size_t Histogram::bucket_of(std::int64_t nanoseconds) {
  const auto value = static_cast<std::uint64_t>(nanoseconds);
  const auto doublings = static_cast<int>(std::bit_width(value | (2 * block_size - 1))) - 11;
  return static_cast<std::size_t>(doublings) * block_size + (value >> doublings);
}

constexpr std::size_t Histogram::doublings_of(std::size_t bucket) {
  return bucket < block_size ? 0 : bucket / block_size - 1;
}

constexpr std::int64_t Histogram::lowest_in(std::size_t bucket) {
  const std::size_t doublings = doublings_of(bucket);
  return static_cast<std::int64_t>((bucket - doublings * block_size) << doublings);
}

constexpr std::int64_t Histogram::highest_in(std::size_t bucket) {
  return lowest_in(bucket) + (std::int64_t{1} << doublings_of(bucket)) - 1;
}

constexpr std::size_t Histogram::buckets() {
  return bucket_of(highest_trackable) + 1;
}

inline Histogram::Block& Histogram::block_with(std::size_t bucket) {
  Block* const block = blocks_[bucket / block_size].get();
  return block != nullptr ? *block : add_block(bucket / block_size);
}

/// Inlined: a call is a fifth of what this takes, and each request comes here several times.
[[gnu::always_inline]] inline void Histogram::record(std::int64_t nanoseconds) {
  const auto value = static_cast<std::uint64_t>(nanoseconds);
  if (value < exact_below) {
    ++block_with(value)[value % block_size];
    return;
  }
  if (value > static_cast<std::uint64_t>(highest_trackable)) [[unlikely]] {
    record(nanoseconds, 1);
    return;
  }
  const std::size_t bucket = bucket_of(nanoseconds);
  ++block_with(bucket)[bucket % block_size];
  ++beyond_.count;
  beyond_.sum += value;
  if (value < beyond_.min) [[unlikely]]
    beyond_.min = value;
  if (value > beyond_.max) [[unlikely]]
    beyond_.max = value;
}

}  // namespace harness::record
