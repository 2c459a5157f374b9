#include "engine/cache/policy/s3_fifo.h"

#include <algorithm>

namespace engine::cache::policy {
namespace {

constexpr std::uint8_t most_uses = 3;
constexpr std::uint64_t small_part = 10;  // of all bytes, one in so many

}  // namespace

void S3Fifo::added(std::uint32_t slot, const Arrival& arrival) {
  nodes_.grow_to(slot + 1);
  nodes_[slot].hash = arrival.hash;
  nodes_[slot].weight_bytes = arrival.weight_bytes;
  nodes_[slot].uses = 0;
  push(slot, ghost_.forget(arrival.hash));
}

void S3Fifo::touched(std::uint32_t slot) {
  std::uint8_t& uses = nodes_[slot].uses;
  if (uses < most_uses) ++uses;
}

void S3Fifo::removed(std::uint32_t slot) {
  Queue& queue = queue_of(slot);
  queue.list.unlink(nodes_, slot);
  --queue.count;
  queue.bytes -= nodes_[slot].weight_bytes;
}

std::uint32_t S3Fifo::victim() {
  while (small_.count > 0 || main_.count > 0) {
    const bool small_is_full = small_.bytes * small_part >= small_.bytes + main_.bytes;
    const bool from_small = small_.count > 0 && (small_is_full || main_.count == 0);
    const std::uint32_t slot = from_small ? victim_of_small() : victim_of_main();
    if (slot != no_slot) return slot;
  }
  return no_slot;
}

// It has shown its worth: what is forgotten next is not this.
void S3Fifo::spared(std::uint32_t slot, const Arrival& arrival) {
  ghost_.forget(arrival.hash);
  push(slot, true);
}

void S3Fifo::push(std::uint32_t slot, bool in_main) {
  nodes_[slot].in_main = in_main;
  Queue& queue = queue_of(slot);
  queue.list.push(nodes_, slot);
  ++queue.count;
  queue.bytes += nodes_[slot].weight_bytes;
}

/// The oldest of the small queue; none where that goes into the main queue instead.
std::uint32_t S3Fifo::victim_of_small() {
  const std::uint32_t oldest = small_.list.oldest();
  removed(oldest);
  if (nodes_[oldest].uses > 1) {
    nodes_[oldest].uses = 0;
    push(oldest, true);
    return no_slot;
  }
  ghost_.remember(nodes_[oldest].hash, std::max<std::size_t>(main_.count, 1));
  return oldest;
}

/// The first of the main queue that has no round left.
std::uint32_t S3Fifo::victim_of_main() {
  while (true) {
    const std::uint32_t oldest = main_.list.oldest();
    removed(oldest);
    if (nodes_[oldest].uses == 0) return oldest;
    --nodes_[oldest].uses;
    push(oldest, true);
  }
}

}  // namespace engine::cache::policy
