#include "engine/cache/policy/sieve.h"

namespace engine::cache::policy {

void Sieve::added(std::uint32_t slot, const Arrival& /*arrival*/) {
  nodes_.grow_to(slot + 1);
  nodes_[slot].visited = false;
  list_.push(nodes_, slot);
}

void Sieve::renewed(std::uint32_t slot) {
  nodes_[slot].visited = false;
  if (slot == list_.newest()) return;
  removed(slot);
  list_.push(nodes_, slot);
}

void Sieve::removed(std::uint32_t slot) {
  if (hand_ == slot) hand_ = nodes_[slot].newer;
  list_.unlink(nodes_, slot);
}

std::uint32_t Sieve::victim() {
  if (list_.oldest() == no_slot) return no_slot;
  std::uint32_t at = hand_ == no_slot ? list_.oldest() : hand_;
  while (nodes_[at].visited) {
    nodes_[at].visited = false;
    at = nodes_[at].newer == no_slot ? list_.oldest() : nodes_[at].newer;
  }
  hand_ = at;
  removed(at);
  return at;
}

}  // namespace engine::cache::policy
