// Trace and span ids.
#pragma once

#include <atomic>
#include <cstdint>

namespace engine::telemetry {

/// SplitMix64 (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA
/// 2014) from a seed: numbers that don't repeat within 2^64. Thread-safe.
class SpanIds {
 public:
  explicit SpanIds(std::uint64_t seed) : state_(seed) {}

  /// Never 0, which would be no id.
  std::uint64_t next() {
    while (true) {
      std::uint64_t z = state_.fetch_add(step, std::memory_order_relaxed) + step;
      z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
      z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
      z ^= z >> 31;
      if (z != 0) return z;
    }
  }

 private:
  static constexpr std::uint64_t step = 0x9e3779b97f4a7c15U;
  std::atomic<std::uint64_t> state_;
};

}  // namespace engine::telemetry
