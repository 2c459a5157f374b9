// A cache's shards, and which key belongs to which.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "engine/cache/rehearsal.h"
#include "engine/cache/shard.h"

namespace engine::cache {

/// Everything of a cache but the type of its values. Thread-safe.
class Shards {
 public:
  explicit Shards(const cache::policy::Limits& limits);

  std::shared_ptr<const void> get(const key::Key& key, cache::policy::Time now);
  bool has(const key::Key& key, cache::policy::Time now) const;
  void put(const key::Key& key, Item item, cache::policy::Time now, Asked asked);
  bool invalidate(const key::Key& key);
  void clear();
  Counters counters() const;

  std::size_t size() const { return shards_.size(); }

 private:
  std::unique_ptr<Rehearsal> rehearsal_;        // of an adaptive cache with a bound
  std::vector<std::unique_ptr<Shard>> shards_;  // a power of two of them
};

}  // namespace engine::cache
