// Which entry goes when room is needed: SIEVE.
#pragma once

#include <cstdint>
#include <vector>

namespace engine::cache {

/// The eviction order of a shard's slots, after Zhang et al., "SIEVE is Simpler than LRU" (NSDI
/// 2024): a queue in order of arrival, a bit for each slot that says it was used since the hand
/// last came by, and the hand, which goes from old to new. Unlike LRU's, a hit moves nothing.
/// Another policy is another type with these five functions. Not thread-safe.
class Sieve {
 public:
  static constexpr std::uint32_t none = UINT32_MAX;

  /// Precondition: the slot is not in the order. Slots are small numbers, used again after removal.
  void added(std::uint32_t slot);
  void touched(std::uint32_t slot) { nodes_[slot].visited = true; }
  void removed(std::uint32_t slot);
  /// The slot that should go next, still in the order; `none` if there is none.
  std::uint32_t victim();
  void clear();

 private:
  struct Node {
    std::uint32_t older = none;
    std::uint32_t newer = none;
    bool visited = false;
  };

  std::vector<Node> nodes_;  // by slot
  std::uint32_t oldest_ = none;
  std::uint32_t newest_ = none;
  std::uint32_t hand_ = none;  // none: start at the oldest
};

}  // namespace engine::cache
