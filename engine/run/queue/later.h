// Items that wait for their time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>

#include "engine/time.h"

namespace engine::run::queue {

/// What was deferred, and until when, by the wall. The caller bounds it. Held has a member `bytes`.
/// Not thread-safe.
template <class Held>
class Later {
 public:
  bool empty() const { return waiting_.empty(); }
  std::size_t size() const { return waiting_.size(); }
  /// That the items hold together.
  std::uint64_t bytes() const { return bytes_; }

  void put(Held held, Time due) {
    bytes_ += held.bytes;
    waiting_.emplace(due, std::move(held));
  }

  /// When the first is due. Precondition: not empty.
  Time due_at() const { return is_hurried_ ? Time::min() : waiting_.begin()->first; }
  /// Reads the clock only if there is something.
  bool is_due(const Now& now) const { return !empty() && (is_hurried_ || due_at() <= now()); }

  /// The first that is due, of those due at the same time the first that came. Precondition: not
  /// empty.
  Held take() {
    Held held = std::move(waiting_.begin()->second);
    waiting_.erase(waiting_.begin());
    bytes_ -= held.bytes;
    return held;
  }

  /// From now on all is due at once.
  void hurry() { is_hurried_ = true; }

 private:
  std::multimap<Time, Held> waiting_;
  std::uint64_t bytes_ = 0;
  bool is_hurried_ = false;
};

}  // namespace engine::run::queue
