#include "engine/cache/sieve.h"

namespace engine::cache {

void Sieve::added(std::uint32_t slot) {
  if (slot >= nodes_.size()) nodes_.resize(slot + std::size_t{1});
  nodes_[slot] = {newest_, none, false};
  if (newest_ != none) {
    nodes_[newest_].newer = slot;
  } else {
    oldest_ = slot;
  }
  newest_ = slot;
}

void Sieve::removed(std::uint32_t slot) {
  const Node& node = nodes_[slot];
  if (hand_ == slot) hand_ = node.newer;
  if (node.older != none) {
    nodes_[node.older].newer = node.newer;
  } else {
    oldest_ = node.newer;
  }
  if (node.newer != none) {
    nodes_[node.newer].older = node.older;
  } else {
    newest_ = node.older;
  }
}

std::uint32_t Sieve::victim() {
  if (oldest_ == none) return none;
  if (hand_ == none) hand_ = oldest_;
  while (nodes_[hand_].visited) {
    nodes_[hand_].visited = false;
    hand_ = nodes_[hand_].newer == none ? oldest_ : nodes_[hand_].newer;
  }
  return hand_;
}

void Sieve::clear() {
  nodes_.clear();
  oldest_ = newest_ = hand_ = none;
}

}  // namespace engine::cache
