// Items that wait for a segment of the stages.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <utility>
#include <vector>

#include "engine/run/queue/batch_policy.h"

namespace engine::run::queue {

/// First in, first out. The caller bounds it. Held has members `bytes` and `ready`, when it came.
/// Not thread-safe.
template <class Held>
class Waiting {
 public:
  bool empty() const { return items_.empty(); }
  std::size_t size() const { return items_.size(); }

  void put(Held held) {
    bytes_ += held.bytes;
    items_.push_back(std::move(held));
  }

  /// Precondition: not empty.
  Held take() {
    Held held = std::move(items_.front());
    items_.pop_front();
    bytes_ -= held.bytes;
    return held;
  }

  /// When the oldest came. Precondition: not empty.
  Time since() const { return items_.front().ready; }

  /// Whether a batch of them is to be closed, whatever else comes.
  bool is_full(const BatchPolicy& policy, const Now& now) const {
    return !empty() && policy.is_full(size(), bytes_, since(), now);
  }

  /// The oldest that make a batch.
  std::vector<Held> take_batch(const BatchPolicy& policy) {
    std::vector<Held> batch;
    std::uint64_t bytes = 0;
    while (!empty() && batch.size() < policy.size && (batch.empty() || bytes < policy.max_bytes)) {
      bytes += items_.front().bytes;
      batch.push_back(take());
    }
    return batch;
  }

 private:
  std::deque<Held> items_;
  std::uint64_t bytes_ = 0;  // that they hold together
};

}  // namespace engine::run::queue
