// What a cache has done so far.
#pragma once

#include <chrono>
#include <cstdint>

namespace engine::cache {

/// Totals since the cache was made, but for `entries` and `bytes`, which are now's.
struct Counters {
  std::uint64_t hits = 0;
  std::uint64_t misses = 0;  // absent or expired
  std::uint64_t insertions = 0;
  std::uint64_t evictions = 0;  // to make room
  std::uint64_t expirations = 0;
  std::uint64_t rejections = 0;            // too heavy, or worth less than what was there
  std::uint64_t entries = 0;               // now
  std::uint64_t bytes = 0;                 // now, entry_overhead_bytes for each entry included
  std::chrono::nanoseconds time_saved{0};  // sum, over the hits, of what the value cost to make

  Counters& operator+=(const Counters& other);
};

}  // namespace engine::cache
