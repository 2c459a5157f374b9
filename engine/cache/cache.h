// What was worked out once, kept for as long as it is worth its bytes.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "engine/key/key.h"

namespace engine::cache {

using Time = std::chrono::steady_clock::time_point;

struct Limits {
  /// Bytes that all values together may weigh; nothing: no bound. A value heavier than a shard's
  /// part of it is not admitted. 0: the cache keeps nothing.
  std::optional<std::uint64_t> capacity_bytes;
  /// How long a value stays good; nothing: for ever.
  std::optional<std::chrono::nanoseconds> ttl;
};

/// Totals since the cache was made.
struct Counters {
  std::uint64_t hits = 0;
  std::uint64_t misses = 0;      // absent or expired
  std::uint64_t insertions = 0;
  std::uint64_t evictions = 0;   // to make room
  std::uint64_t expirations = 0;
  std::uint64_t rejections = 0;  // too heavy to admit
  std::uint64_t entries = 0;     // now
  std::uint64_t bytes = 0;       // now
  std::chrono::nanoseconds time_saved{0};  // sum, over the hits, of what the value cost to make
};

/// A sharded map from content keys to shared, immutable values with byte weights, a time to live
/// and SIEVE eviction (Zhang et al., NSDI 2024). A hit takes a shared lock only. Thread-safe.
template <class Value>
class Cache;

}  // namespace engine::cache
