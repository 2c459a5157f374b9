// Hands requests from the threads that submit them to the one that sends them.
#pragma once

#include <atomic>
#include <mutex>
#include <vector>

#include "harness/target.h"

namespace scenarios::http {

/// A request on its way to its thread.
struct Submitted {
  harness::Request request;
  harness::Completion done;
};

/// Many put, one takes all at once. Wakes the taker only where it sleeps. Holds no more than the
/// driver has in flight, and allocates nothing once it held that many.
class Inbox {
 public:
  Inbox();
  ~Inbox();
  Inbox(const Inbox&) = delete;
  Inbox& operator=(const Inbox&) = delete;

  /// Any thread.
  void put(const Submitted& one) {
    {
      const std::lock_guard lock(mutex_);
      waiting_.push_back(one);
      size_.store(waiting_.size());
    }
    if (asleep_.load()) wake();
  }
  /// Makes the taker look up, if it sleeps or as soon as it would. Any thread.
  void call() {
    called_.store(true);
    if (asleep_.load()) wake();
  }
  std::size_t size() const { return size_.load(std::memory_order_relaxed); }

  /// Swaps what came for `taken`, which is emptied first. The taker only.
  void take(std::vector<Submitted>& taken);

  /// Readable when the taker is to look up. Taker: about to sleep? Only where this says so, and
  /// awake() afterwards.
  int descriptor() const { return descriptor_; }
  bool may_sleep() {
    asleep_.store(true);
    return size_.load() == 0 && !called_.exchange(false);
  }
  void awake() { asleep_.store(false, std::memory_order_relaxed); }
  /// It was readable.
  void look_up();

 private:
  void wake();

  static constexpr std::size_t usual = 4096;

  const int descriptor_;
  std::mutex mutex_;
  std::vector<Submitted> waiting_;
  std::atomic<std::size_t> size_{0};
  std::atomic<bool> asleep_{false}, called_{false};
};

}  // namespace scenarios::http
