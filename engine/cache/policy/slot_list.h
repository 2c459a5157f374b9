// Slots in the order in which they came.
#pragma once

#include <cstdint>

#include "engine/cache/policy/pages.h"

namespace engine::cache::policy {

inline constexpr std::uint32_t no_slot = UINT32_MAX;

/// What a slot's node has for its place in a SlotList.
struct Link {
  std::uint32_t older = no_slot;
  std::uint32_t newer = no_slot;
};

/// A doubly linked list of slots, whose links lie in a table of nodes (which have Link as a base)
/// that several lists may share. Not thread-safe.
template <class Node>
class SlotList {
 public:
  std::uint32_t oldest() const { return oldest_; }
  std::uint32_t newest() const { return newest_; }

  /// Precondition: the slot has a node and is in no list of this table.
  void push(Pages<Node>& nodes, std::uint32_t slot) {
    nodes[slot].older = newest_;
    nodes[slot].newer = no_slot;
    (newest_ == no_slot ? oldest_ : nodes[newest_].newer) = slot;
    newest_ = slot;
  }

  /// Precondition: the slot is in this list.
  void unlink(Pages<Node>& nodes, std::uint32_t slot) {
    const Node& node = nodes[slot];
    (node.older == no_slot ? oldest_ : nodes[node.older].newer) = node.newer;
    (node.newer == no_slot ? newest_ : nodes[node.newer].older) = node.older;
  }

 private:
  std::uint32_t oldest_ = no_slot;
  std::uint32_t newest_ = no_slot;
};

}  // namespace engine::cache::policy
