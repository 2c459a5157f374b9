// Both of a cache's possible modes, tried out on a sample of its keys.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>

#include "engine/cache/contest.h"
#include "engine/cache/policy/limits.h"
#include "engine/cache/shadow.h"

namespace engine::cache {

/// Two shadows of a cache, one in each mode, of which the one that hits more often says how the
/// whole cache goes. They see all keys until these are too many, then half of them, a quarter and
/// so on, and have as great a part of the capacity. Begins with recency. Thread-safe: whoever finds
/// it busy goes on without it.
class Rehearsal {
 public:
  /// Of each shadow. Both take 120 bytes for each that they have, 120 KB at most, for which
  /// entry_overhead_bytes leaves room, but for 4 % of a bound of 1 MiB.
  static constexpr std::size_t most_entries = 1024;

  Rehearsal(std::uint64_t capacity_bytes, bool admission);

  cache::policy::Mode mode() const { return mode_.load(std::memory_order_relaxed); }

  /// A key was asked for; `weight`: of the value that was found, nothing on a miss. Hashes are
  /// uniform over 32 bits.
  void asked(std::uint32_t hash, std::optional<std::uint64_t> weight) {
    if (samples(hash)) rehearse_asked(hash, weight);
  }
  /// A value was made after a miss.
  void put(std::uint32_t hash, std::uint64_t weight) {
    if (samples(hash)) rehearse_put(hash, weight);
  }
  void forget(std::uint32_t hash);
  void clear();

  /// Of so many keys it sees one.
  std::uint64_t keys_per_sample() const {
    return (std::uint64_t{1} << 32) / limit_.load(std::memory_order_relaxed);
  }

 private:
  bool samples(std::uint32_t hash) const { return hash < limit_.load(std::memory_order_relaxed); }
  void rehearse_asked(std::uint32_t hash, std::optional<std::uint64_t> weight);
  void rehearse_put(std::uint32_t hash, std::uint64_t weight);
  void insert(std::uint32_t hash, std::uint64_t weight);

  const std::uint64_t capacity_bytes_;
  std::atomic<std::uint64_t> limit_{std::uint64_t{1} << 32};  // sampled: hashes below it
  std::atomic<cache::policy::Mode> mode_{cache::policy::Mode::recency};

  alignas(64) std::mutex mutex_;  // what follows is written far more often than what is above
  Shadow recency_;
  Shadow frequency_;
  Contest contest_;
};

}  // namespace engine::cache
