// The closed loop's clients that are waiting to send their next request.
#pragma once

#include <atomic>
#include <mutex>
#include <optional>
#include <stop_token>
#include <vector>

#include "harness/clock.h"

namespace harness::drive {

/// A bounded queue of the instants at which clients will be ready, earliest first. The driver takes
/// from it; completions put back, mostly from other threads, at no locking cost from the driver's.
/// Clients become ready nearly in the order in which they are put back, so a sorted ring costs O(1)
/// where a heap would cost the logarithm of their number.
class ReadyClients {
 public:
  ReadyClients(std::size_t clients, Instant first);

  /// A client will be ready at `when`. Any thread; `here`: the driver's own. Precondition: the
  /// client had been taken. One too many is left out.
  void put(Instant when, bool here) {
    if (!here) {
      put_remote(when);
      return;
    }
    insert(when);
    if (waiting_) arrived_.raise();
  }

  /// Will the next take() have to wait, for all that is known? The driver's thread only.
  bool idle() const { return count_ == 0 && !any_remote_.load(std::memory_order_relaxed); }

  /// The earliest client, once there is one; nothing when `until` has passed or a stop was
  /// requested. The driver's thread only.
  std::optional<Instant> take(Clock& clock, Instant until, const std::stop_token& stop) {
    // Even while some are ready: a client whose requests end at once must not keep the others out.
    if (count_ == 0 || any_remote_.load(std::memory_order_relaxed)) [[unlikely]] {
      if (!wait(clock, until, stop)) return std::nullopt;
    }
    const Instant when = ring_[first_];
    first_ = (first_ + 1) & mask_;
    --count_;
    return when;
  }

 private:
  bool wait(Clock& clock, Instant until, const std::stop_token& stop);
  void insert(Instant when) {
    if (count_ == clients_) return;
    std::size_t position = count_++;
    for (; position > 0 && at(position - 1) > when; --position) at(position) = at(position - 1);
    at(position) = when;
  }
  void put_remote(Instant when);
  void collect_remote();
  Instant& at(std::size_t position) { return ring_[(first_ + position) & mask_]; }

  const std::size_t clients_;
  std::vector<Instant> ring_;  // sorted; its size is a power of two
  const std::size_t mask_;
  std::size_t first_ = 0;
  std::size_t count_ = 0;
  bool waiting_ = false;  // a completion may come on the driver's thread while that waits
  std::atomic<bool> any_remote_{false};
  std::mutex mutex_;
  std::vector<Instant> remote_;
  Signal arrived_;
};

}  // namespace harness::drive
