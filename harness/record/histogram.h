// Counts of durations, to 0.1 % of each, in fixed memory.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <memory>
#include <vector>

namespace harness::record {

/// A log-linear histogram of whole nanoseconds from 0 to one hour, in HdrHistogram's layout for
/// three significant digits (2,048 linear sub-buckets, then 1,024 to each doubling), so that its
/// counts can be written and read as HdrHistogram logs without loss. A value is off by less than
/// 1/1024 of itself. Blocks of 1,024 counts come into being when first touched: a latency spread
/// over ten doublings takes about 80 KiB. Values above the range count as the highest one, and
/// negative ones as 0; both are told by `clamped()`. Not thread-safe: one thread records.
class Histogram {
 public:
  static constexpr std::int64_t highest_trackable = 3'600'000'000'000;  // ns, one hour
  static constexpr int significant_digits = 3;

  Histogram();
  Histogram(const Histogram& other);
  Histogram& operator=(const Histogram& other);
  Histogram(Histogram&&) noexcept = default;
  Histogram& operator=(Histogram&&) noexcept = default;

  void record(std::int64_t nanoseconds, std::uint64_t count = 1);
  void merge(const Histogram& other);
  void clear();

  std::uint64_t count() const;
  std::uint64_t clamped() const;
  std::int64_t min() const;  // exact; 0 when empty
  std::int64_t max() const;  // exact; 0 when empty
  double mean() const;       // exact up to rounding; 0 when empty

  /// The smallest recorded value (to bucket precision: the bucket's highest equivalent value, never
  /// above max()) that at least `fraction` of the counts do not exceed; HdrHistogram's definition.
  /// Precondition: 0 <= fraction <= 1. 0 when empty.
  std::int64_t quantile(double fraction) const;

  /// How many counts lie in buckets whose values are all <= nanoseconds' bucket.
  std::uint64_t count_at_or_below(std::int64_t nanoseconds) const;

  std::size_t memory_bytes() const;
};

}  // namespace harness::record
