// A cache without values: what it would have hit.
#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/cache/door.h"
#include "engine/cache/policy/index.h"
#include "engine/cache/policy/limits.h"
#include "engine/cache/policy/order.h"
#include "engine/cache/policy/pages.h"

namespace engine::cache {

/// Knows its entries by hash and weight alone, and keeps and lets go what a Shard with the same
/// policy and admission would, but that nothing expires and two keys with one hash are one. Takes
/// about 100 bytes an entry with admission, 60 without. Not thread-safe.
class Shadow {
 public:
  Shadow(cache::policy::Policy policy, bool admission) : admission_(admission), order_(policy) {}

  /// Whether it would have been a hit; counts as a use.
  bool use(std::uint32_t hash);
  /// What follows a miss: room is made within `capacity`, if the newcomer is worth it. An entry
  /// that is there stays as it is.
  void insert(std::uint32_t hash, std::uint64_t weight, std::uint64_t capacity);
  void forget(std::uint32_t hash);
  /// Lets go what is not in the sample: hashes below `limit`.
  void keep_below(std::uint64_t limit);

  std::size_t entries() const { return entries_; }
  std::uint64_t bytes() const { return bytes_; }

 private:
  struct Entry {
    std::uint64_t weight_bytes = 0;
    std::uint32_t hash = 0;  // of a free slot: the next free one
    bool there = false;
  };

  std::uint32_t find(std::uint32_t hash) const;
  bool make_room(std::uint64_t weight, std::uint32_t hash, std::uint64_t capacity);
  bool choose_victims(std::uint64_t weight, std::uint32_t hash, std::uint64_t capacity);
  void release(std::uint32_t slot);

  const bool admission_;
  cache::policy::Index index_;
  cache::policy::Pages<Entry> slots_;
  std::uint32_t free_ = cache::policy::no_slot;
  cache::policy::Order order_;
  Door door_;                           // with admission only
  std::vector<std::uint32_t> victims_;  // of the insertion under way
  std::size_t entries_ = 0;
  std::uint64_t bytes_ = 0;
};

}  // namespace engine::cache
