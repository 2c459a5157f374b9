// How long something took, counted in buckets.
#pragma once

#include <array>
#include <atomic>
#include <bit>
#include <chrono>
#include <cstdint>

namespace engine::telemetry {

/// A histogram with fixed bounds, as OpenTelemetry's data model defines one: bucket i counts the
/// durations above bound i - 1 and up to bound i, the last one those above all. Thread-safe; adding
/// is two relaxed additions.
class Durations {
 public:
  /// Powers of two, from 1 microsecond to 16.8 seconds.
  static constexpr std::size_t bounds = 25;
  static constexpr std::uint64_t bound_us(std::size_t i) { return std::uint64_t{1} << i; }

  /// Negative ones count as 0.
  void add(std::chrono::nanoseconds duration) {
    const auto ns = static_cast<std::uint64_t>(duration.count() < 0 ? 0 : duration.count());
    buckets_[bucket(ns)].fetch_add(1, std::memory_order_relaxed);
    sum_ns_.fetch_add(ns, std::memory_order_relaxed);
  }

  struct Counts {
    std::array<std::uint64_t, bounds + 1> buckets{};
    std::uint64_t count = 0;  // the buckets' sum
    std::uint64_t sum_ns = 0;
  };
  Counts counts() const {
    Counts counts;
    for (std::size_t i = 0; i < buckets_.size(); ++i) {
      counts.buckets[i] = buckets_[i].load(std::memory_order_relaxed);
      counts.count += counts.buckets[i];
    }
    counts.sum_ns = sum_ns_.load(std::memory_order_relaxed);
    return counts;
  }

 private:
  static std::size_t bucket(std::uint64_t ns) {
    const std::uint64_t us = ns / 1000 + (ns % 1000 != 0 ? 1 : 0);  // rounded up
    const auto at = us <= 1 ? std::size_t{0} : static_cast<std::size_t>(std::bit_width(us - 1));
    return at < bounds ? at : bounds;
  }

  std::array<std::atomic<std::uint64_t>, bounds + 1> buckets_{};
  std::atomic<std::uint64_t> sum_ns_{0};
};

}  // namespace engine::telemetry
