// What was worked out once, kept for as long as it is worth its bytes.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <utility>

#include "engine/cache/counters.h"
#include "engine/cache/policy/limits.h"
#include "engine/cache/shards.h"
#include "engine/key/key.h"

namespace engine::cache {

/// A sharded map from content keys to shared, immutable values with byte weights, a time to live
/// and a choice of who goes and who comes in (Limits). A hit holds its shard's lock for a look-up
/// and the copy of a pointer. Thread-safe.
template <class Value>
class Cache {
 public:
  explicit Cache(const cache::policy::Limits& limits) : shards_(limits) {}

  /// The value, or null when it is absent or has expired.
  std::shared_ptr<const Value> get(const key::Key& key, cache::policy::Time now) {
    return std::static_pointer_cast<const Value>(shards_.get(key, now));
  }

  /// Is it there and good? Counts as no use of it: neither a hit nor a miss.
  bool has(const key::Key& key, cache::policy::Time now) const { return shards_.has(key, now); }

  /// Replaces what was there, or just drops that where the value is not admitted. `cost` is what
  /// the value took to make; each hit adds it to Counters::time_saved. Precondition: the value is
  /// not null.
  void put(const key::Key& key, std::shared_ptr<const Value> value, std::uint64_t weight_bytes,
           std::chrono::nanoseconds cost, cache::policy::Time now) {
    shards_.put(key, {std::move(value), weight_bytes, cost}, now, Asked::yes);
  }

  /// The same for a value that nobody has asked for yet, but somebody is expected to: it is no use
  /// of the key, and needs no admission.
  void put_ahead(const key::Key& key, std::shared_ptr<const Value> value,
                 std::uint64_t weight_bytes, std::chrono::nanoseconds cost,
                 cache::policy::Time now) {
    shards_.put(key, {std::move(value), weight_bytes, cost}, now, Asked::not_yet);
  }

  /// True if there was something to forget, good or expired.
  bool invalidate(const key::Key& key) { return shards_.invalidate(key); }
  void clear() { shards_.clear(); }
  Counters counters() const { return shards_.counters(); }

 private:
  Shards shards_;
};

}  // namespace engine::cache
