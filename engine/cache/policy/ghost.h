// What was evicted not long ago.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>

#include "engine/cache/policy/index.h"

namespace engine::cache::policy {

/// A first-in, first-out set of the hashes of evicted keys. Two keys with one hash count as one: a
/// mistake costs an entry a better place than it deserves. Not thread-safe.
class Ghost {
 public:
  /// Remembers `hash`, and forgets the oldest ones beyond `most`.
  void remember(std::uint32_t hash, std::size_t most);
  /// Whether it was there; it no longer is.
  bool forget(std::uint32_t hash);
  std::size_t size() const { return queue_.size(); }

 private:
  void forget_oldest();

  // An Index wants numbers: each hash in the queue has the count of those that came before it.
  Index numbers_;
  std::deque<std::uint32_t> queue_;
  std::uint32_t first_ = 0;  // the number of queue_'s front; wraps
};

}  // namespace engine::cache::policy
