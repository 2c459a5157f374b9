// Which entry goes when room is needed: as LRU has it or as SIEVE has it, by the mode.
#pragma once

#include "engine/cache/policy/mode.h"
#include "engine/cache/policy/sieve.h"

namespace engine::cache::policy {

/// One queue for both policies, so that a change of mode moves nothing: a use brings a slot to the
/// new end (recency) or sets its bit (frequency). A bit that is still set when the slot would go in
/// recency's mode is worth the way to the new end. In one mode from the beginning it does exactly
/// what Lru or Sieve does. Not thread-safe; see Order for the functions.
class LruOrSieve {
 public:
  void turn_to(Mode mode) { mode_ = mode; }
  void added(std::uint32_t slot, const Arrival& arrival) { queue_.added(slot, arrival); }
  void touched(std::uint32_t slot) {
    if (mode_ == Mode::frequency) {
      queue_.touched(slot);
    } else {
      queue_.renewed(slot);
    }
  }
  void removed(std::uint32_t slot) { queue_.removed(slot); }
  std::uint32_t victim() {
    if (mode_ == Mode::frequency) return queue_.victim();
    while (queue_.oldest() != no_slot && queue_.visited(queue_.oldest())) {
      queue_.renewed(queue_.oldest());
    }
    const std::uint32_t oldest = queue_.oldest();
    if (oldest != no_slot) queue_.removed(oldest);
    return oldest;
  }
  void spared(std::uint32_t slot, const Arrival& arrival) { queue_.spared(slot, arrival); }

 private:
  Sieve queue_;
  Mode mode_ = Mode::recency;
};

}  // namespace engine::cache::policy
