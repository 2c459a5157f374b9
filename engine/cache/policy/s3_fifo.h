// Which entry goes when room is needed: S3-FIFO.
#pragma once

#include "engine/cache/policy/arrival.h"
#include "engine/cache/policy/ghost.h"
#include "engine/cache/policy/slot_list.h"

namespace engine::cache::policy {

/// The eviction order after Yang et al., "FIFO Queues are All You Need for Cache Eviction" (SOSP
/// 2023): newcomers go through a small queue of a tenth of the bytes, and only what was used twice
/// there, or comes again soon after it left, gets into the main queue, where each use is worth one
/// more round, up to three. A hit moves nothing. Not thread-safe; see Order for the functions.
class S3Fifo {
 public:
  void added(std::uint32_t slot, const Arrival& arrival);
  void touched(std::uint32_t slot);
  void removed(std::uint32_t slot);
  std::uint32_t victim();
  void spared(std::uint32_t slot, const Arrival& arrival);

 private:
  struct Node : Link {
    std::uint32_t hash = 0;
    std::uint8_t uses = 0;  // since it came into its queue, less the rounds that they paid for
    bool in_main = false;
    std::uint64_t weight_bytes = 0;
  };
  struct Queue {
    SlotList<Node> list;
    std::size_t count = 0;
    std::uint64_t bytes = 0;
  };

  Queue& queue_of(std::uint32_t slot) { return nodes_[slot].in_main ? main_ : small_; }
  void push(std::uint32_t slot, bool in_main);
  std::uint32_t victim_of_small();
  std::uint32_t victim_of_main();

  Pages<Node> nodes_;  // by slot
  Queue small_, main_;
  Ghost ghost_;
};

}  // namespace engine::cache::policy
