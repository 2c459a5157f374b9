// How much a cache may hold, and for how long.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace engine::cache {

using Time = std::chrono::steady_clock::time_point;

struct Limits {
  /// Bytes that all values together may weigh, entry_overhead_bytes for each included; nothing: no
  /// bound. A value heavier than a shard's part of it is not admitted. 0: the cache keeps nothing.
  std::optional<std::uint64_t> capacity_bytes;
  /// How long a value stays good; nothing: for ever.
  std::optional<std::chrono::nanoseconds> ttl;
};

}  // namespace engine::cache
