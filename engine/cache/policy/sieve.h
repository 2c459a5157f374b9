// Which entry goes when room is needed: SIEVE.
#pragma once

#include "engine/cache/policy/arrival.h"
#include "engine/cache/policy/slot_list.h"

namespace engine::cache::policy {

/// The eviction order after Zhang et al., "SIEVE is Simpler than LRU" (NSDI 2024): a queue in order
/// of arrival, a bit for each slot that says it was used since the hand last came by, and the hand,
/// which goes from old to new. Unlike LRU's, a hit moves nothing. Not thread-safe; see Order for
/// the functions.
class Sieve {
 public:
  void added(std::uint32_t slot, const Arrival& /*arrival*/);
  void touched(std::uint32_t slot) { nodes_[slot].visited = true; }
  /// Brings the slot to the new end, as unused. Sieve itself never does; LruOrSieve does.
  void renewed(std::uint32_t slot);
  void removed(std::uint32_t slot);
  std::uint32_t victim();
  void spared(std::uint32_t slot, const Arrival& arrival) { added(slot, arrival); }
  std::uint32_t oldest() const { return list_.oldest(); }
  bool visited(std::uint32_t slot) const { return nodes_[slot].visited; }

 private:
  struct Node : Link {
    bool visited = false;
  };

  Pages<Node> nodes_;  // by slot
  SlotList<Node> list_;
  std::uint32_t hand_ = no_slot;  // none: start at the oldest
};

}  // namespace engine::cache::policy
