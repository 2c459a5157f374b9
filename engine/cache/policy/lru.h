// Which entry goes when room is needed: the least recently used.
#pragma once

#include "engine/cache/policy/arrival.h"
#include "engine/cache/policy/slot_list.h"

namespace engine::cache::policy {

/// The order of last use. A hit moves its slot. Not thread-safe; see Order for the functions.
class Lru {
 public:
  void added(std::uint32_t slot, const Arrival& /*arrival*/) {
    nodes_.grow_to(slot + 1);
    list_.push(nodes_, slot);
  }
  void touched(std::uint32_t slot) {
    if (slot == list_.newest()) return;
    list_.unlink(nodes_, slot);
    list_.push(nodes_, slot);
  }
  void removed(std::uint32_t slot) { list_.unlink(nodes_, slot); }
  std::uint32_t victim() {
    const std::uint32_t oldest = list_.oldest();
    if (oldest != no_slot) removed(oldest);
    return oldest;
  }
  void spared(std::uint32_t slot, const Arrival& arrival) { added(slot, arrival); }

 private:
  Pages<Link> nodes_;  // by slot
  SlotList<Link> list_;
};

}  // namespace engine::cache::policy
