// One part of a cache under one lock.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

#include "engine/cache/counters.h"
#include "engine/cache/door.h"
#include "engine/cache/patient_mutex.h"
#include "engine/cache/policy/index.h"
#include "engine/cache/policy/limits.h"
#include "engine/cache/policy/order.h"
#include "engine/cache/policy/pages.h"
#include "engine/cache/rehearsal.h"
#include "engine/key/key.h"

namespace engine::cache {

/// What an entry weighs beside its value: its slot, its place in the index and in the eviction
/// order, the value's reference count, and what admission and a rehearsal know of it, with the room
/// that growing tables leave.
inline constexpr std::uint64_t entry_overhead_bytes = 192;

/// A value with what it weighs and what it cost to make.
struct Item {
  std::shared_ptr<const void> value;  // not null
  std::uint64_t weight_bytes = 0;
  std::chrono::nanoseconds cost{0};
};

/// Whether a value was made because it was asked for, or because it soon will be.
enum class Asked { yes, not_yet };

/// What a look-up found.
struct Found {
  std::shared_ptr<const void> value;  // null: nothing
  std::uint64_t weight_bytes = 0;     // entry_overhead_bytes included
};

/// A map from keys to values that never weighs more than its limits allow. Values are let go
/// outside the lock, as destroying a big one takes long. Thread-safe.
class alignas(64) Shard {
 public:
  /// `rehearsal` says how an adaptive one goes; it outlives the shard.
  Shard(const cache::policy::Limits& limits, const Rehearsal* rehearsal)
      : limits_(limits), rehearsal_(rehearsal), order_(limits.policy) {}

  Found get(const key::Key& key, std::uint32_t hash, cache::policy::Time now);
  bool has(const key::Key& key, std::uint32_t hash, cache::policy::Time now) const;
  void put(const key::Key& key, std::uint32_t hash, Item item, cache::policy::Time now,
           Asked asked);
  bool invalidate(const key::Key& key, std::uint32_t hash);
  void clear();
  Counters counters() const;

 private:
  struct alignas(64) Slot {
    key::Key key;
    Item item;
    cache::policy::Time expires = cache::policy::Time::max();
    std::uint32_t hash = 0;  // of a free slot: the next free one
  };
  using Dropped = std::vector<std::shared_ptr<const void>>;  // to be let go after unlocking

  std::uint32_t find(const key::Key& key, std::uint32_t hash) const;
  cache::policy::Time expiry(cache::policy::Time now) const;
  bool counts_uses() const { return limits_.admission && limits_.capacity_bytes; }
  bool admission() const { return counts_uses() && mode_ == cache::policy::Mode::frequency; }
  void follow_rehearsal();
  bool could_hold(std::uint64_t weight) const;
  std::uint32_t worth(std::uint32_t slot, cache::policy::Time now) const;
  void insert(const key::Key& key, std::uint32_t hash, Item item, cache::policy::Time expires);
  std::shared_ptr<const void> remove(std::uint32_t slot);
  bool make_room(std::uint64_t weight, std::uint32_t hash, cache::policy::Time now, Asked asked,
                 Dropped& dropped);
  bool choose_victims(std::uint64_t weight, std::uint32_t hash, cache::policy::Time now,
                      Asked asked);
  std::shared_ptr<const void> release(std::uint32_t slot);
  void sweep(cache::policy::Time now, Dropped& dropped);

  const cache::policy::Limits limits_;
  const Rehearsal* const rehearsal_;  // null: the policy is not adaptive
  mutable PatientMutex mutex_;
  cache::policy::Index index_;
  cache::policy::Pages<Slot> slots_;  // a slot without a value is free
  std::uint32_t free_ = cache::policy::no_slot;
  cache::policy::Order order_;
  cache::policy::Mode mode_ =
      cache::policy::Mode::frequency;   // of an adaptive one: see follow_rehearsal
  Door door_;                           // with admission only
  std::vector<std::uint32_t> victims_;  // of the put under way
  std::uint32_t swept_ = 0;
  Counters counters_;
};

}  // namespace engine::cache
