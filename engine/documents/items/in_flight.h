// The documents under way, so that one that is asked for again need not be worked on again.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "engine/documents/items/item.h"
#include "engine/key/key.h"

namespace engine::documents::items {

/// Flights by document: one begins with a submission and ends with its result. A later submission
/// may join the last flight of its document when it is sure to get what its own would have come
/// to: that flight has not begun to read; or it has the same bytes; or its file has had the same
/// stamp since before it was read, one that was not so fresh then that a change within a tick of
/// the file system's clock could hide. Where submissions of one document overlap that can't be put
/// in an order, none is joined: the last one wins, as it does without this. Thread-safe.
class InFlight {
 public:
  /// `hash`: what keys are made with. At most `max_joined` submissions wait for others at once;
  /// more of them begin their own flights. `queue_waits`: a document that is not in the queue yet
  /// is sure to get there (queue.policy=block).
  InFlight(key::Hash hash, std::size_t max_joined, bool queue_waits);
  ~InFlight();
  InFlight(const InFlight&) = delete;
  InFlight& operator=(const InFlight&) = delete;

  /// Joins a flight: null, and `done` is taken. Or begins one, to be settled, then ended: the
  /// document's own bytes are with the flight until it reads.
  std::shared_ptr<Flight> join_or_begin(Document& document, Done& done, Time submitted);

  /// Its document is in the queue, or has found no place.
  void settle(Flight& flight, bool in_queue);

  /// Its document is about to be read, and gets its bytes back. Nothing where there is no flight.
  void begin_reading(Item& item);
  /// Its document's key is known.
  void learn_key(const Item& item);

  /// It has its result, which is theirs, too. Nobody can join any more.
  std::vector<Joined> end(Flight& flight);

  /// Submissions that have joined so far.
  std::uint64_t joined() const { return joined_.load(std::memory_order_relaxed); }

 private:
  static constexpr std::size_t shards = 16;
  struct Entry;
  struct Shard;
  friend struct Flight;

  bool join(Flight& flight, Done& done, Time submitted);
  std::shared_ptr<Flight> begin(Shard& shard, Document& document);

  const key::Hash hash_;
  const std::size_t max_joined_;
  const bool queue_waits_;
  std::atomic<std::size_t> waiting_{0};
  std::atomic<std::uint64_t> joined_{0};
  std::unique_ptr<Shard[]> shards_;
};

}  // namespace engine::documents::items
