// Items of several workers' batches, finished in the order in which they came.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <utility>
#include <vector>

#include "engine/run/batch_policy.h"
#include "engine/run/order.h"

namespace engine::run {

/// Lets each worker gather a batch of its own, and yet finishes items of equal identity in the
/// order in which they left the queue. One that is gathered before its predecessor is kept, and
/// finished by whoever has that one. Where items can't overtake one another (one worker that defers
/// none), or have no identity, it does nothing. Thread-safe.
template <class Work>
class Succession {
 public:
  using Item = typename Work::Item;

  /// An item from the queue to its batch.
  struct Held {
    explicit Held(Item came) : item(std::move(came)) {}

    Item item;
    std::size_t stage = 0;  // from which it is led on
    std::size_t identity = 0, place = 0;
    std::uint64_t bytes = 0;
  };

  /// `work` must outlive this.
  Succession(const Work& work, bool may_overtake, const BatchPolicy& policy)
      : work_(work), policy_(policy), is_ordered_(may_overtake && work.identity != nullptr) {}

  /// To be called for one item after the other, in their order.
  void enter(Held& held) {
    if (!is_ordered_) return;
    held.identity = work_.identity(held.item);
    const std::lock_guard lock(mutex_);
    held.place = order_.enter(held.identity);
  }

  /// Returns when less is kept than a batch may hold. Precondition: the caller has no item that has
  /// entered. So it ends: what is kept waits for an item in the hands of somebody who does not.
  void await_room() {
    if (!is_ordered_) return;
    std::unique_lock lock(mutex_);
    left_.wait(lock, [this] { return has_room(); });
  }

  /// The same for a caller that has deferred items: that returns at `until` or at hurry(), too, and
  /// is false if there is no room then. What is kept may wait for the caller's own.
  bool await_room(Time until) {
    if (!is_ordered_) return true;
    std::unique_lock lock(mutex_);
    left_.wait_until(lock, until, [this] { return is_hurried_ || has_room(); });
    return has_room();
  }

  /// Nobody waits for deferred items any more: they are done at once.
  void hurry() {
    {
      const std::lock_guard lock(mutex_);
      is_hurried_ = true;
    }
    left_.notify_all();
  }

  /// Takes from the batch what must wait for another worker's item, and adds what was kept for its
  /// own; then calls `finish()`, while no other worker's is under way.
  template <class Finish>
  void leave(std::vector<Held>& batch, Finish finish) {
    if (!is_ordered_) return finish();
    const std::lock_guard turn(turn_);
    std::vector<Held> ready;
    ready.reserve(batch.size());
    {
      const std::lock_guard lock(mutex_);
      for (Held& held : batch) {
        const auto [identity, place] = std::pair(held.identity, held.place);
        kept_bytes_ += held.bytes;
        order_.leave(identity, place, std::move(held), [&](Held next) {
          kept_bytes_ -= next.bytes;
          ready.push_back(std::move(next));
        });
      }
    }
    left_.notify_all();
    batch = std::move(ready);
    finish();
  }

 private:
  bool has_room() const {
    const std::size_t kept = order_.held_back();
    return kept == 0 || (kept < policy_.size && kept_bytes_ < policy_.max_bytes);
  }

  const Work& work_;
  const BatchPolicy policy_;
  const bool is_ordered_;
  std::mutex turn_;   // held while a batch is finished, and taken before the other
  std::mutex mutex_;  // held for a look at what follows
  std::condition_variable left_;
  Order<Held> order_;
  std::uint64_t kept_bytes_ = 0;
  bool is_hurried_ = false;
};

}  // namespace engine::run
