// A histogram that is complete: its used buckets only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "harness/expected.h"
#include "harness/record/histogram.h"

namespace harness::record {

/// The counts of a Histogram in a small part of its memory, for keeping many of them: the used
/// buckets in their order. Loses nothing: merged into an empty Histogram it gives the one that it
/// was made from.
class SparseHistogram {
 public:
  /// A bucket, numbered as Histogram does, and how many values lie in it: at least 1, and below
  /// 2^48, which no slice of a run comes near. Eight bytes, for there are a great many.
  struct Bucket {
    Bucket(std::size_t number, std::uint64_t values) : bucket(number), count(values) {}

    std::uint64_t bucket : 16;
    std::uint64_t count : 48;
  };
  static_assert(sizeof(Bucket) == 8 && Histogram::buckets() <= 1 << 16);

  /// What it is made of, in plain numbers: for writing it down and reading it back.
  struct Parts {
    std::vector<std::uint64_t> buckets, counts;  // of the used buckets, which rise; as many of each
    std::uint64_t min = 0, max = 0, clamped = 0;  // of the values in ns; how many were clamped
    std::uint64_t sum_high = 0, sum_low = 0;      // of the values in ns: high * 2^64 + low

    bool operator==(const Parts&) const = default;
  };

  SparseHistogram() = default;
  explicit SparseHistogram(const Histogram& histogram);

  Parts parts() const;
  /// The inverse of parts(). An error: no histogram has these parts.
  static Expected<SparseHistogram> of(const Parts& parts);

  void merge(const SparseHistogram& other);

  std::span<const Bucket> buckets() const { return buckets_; }
  std::uint64_t count() const { return sums_.count; }
  double sum() const { return static_cast<double>(sums_.sum); }  // of the values, in ns
  double mean() const { return sums_.mean(); }                   // 0 when empty
  std::int64_t max() const { return static_cast<std::int64_t>(sums_.max); }

  /// As Histogram::count_at_or_below.
  std::uint64_t count_at_or_below(std::int64_t nanoseconds) const;

  std::size_t memory_bytes() const { return sizeof *this + buckets_.capacity() * sizeof(Bucket); }

 private:
  friend class Histogram;

  std::vector<Bucket> buckets_;
  Histogram::Sums sums_;
};

}  // namespace harness::record
