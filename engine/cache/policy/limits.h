// How much a cache may hold, and for how long.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "engine/option_info.h"

namespace engine::cache::policy {

using Time = std::chrono::steady_clock::time_point;

/// Which entry goes when room is needed. none: there is no cache; adaptive: as LRU or as SIEVE has
/// it, whichever would have hit more often lately (Rehearsal).
enum class Policy : std::uint8_t { none, lru, sieve, s3_fifo, adaptive };

struct Limits {
  Policy policy = Policy::sieve;
  /// TinyLFU: who would push another out must have been asked for more often than that one.
  /// An adaptive cache does so only while it goes as SIEVE has it.
  bool admission = false;
  /// Bytes that all values together may weigh, entry_overhead_bytes for each included; nothing: no
  /// bound. A value heavier than a shard's part of it is not admitted. 0: the cache keeps nothing.
  std::optional<std::uint64_t> capacity_bytes;
  /// How long a value stays good; nothing: for ever.
  std::optional<std::chrono::nanoseconds> ttl;
};

/// cache.policy, cache.admission, cache.capacity and cache.ttl.
OptionTable<Limits> rows();

}  // namespace engine::cache::policy
