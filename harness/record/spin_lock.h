// A lock for the few instructions of recording a sample.
#pragma once

#include <atomic>
#include <thread>

namespace harness::record {

/// Uncontended but for the observer's rare visits, so taking it costs one exchange.
class SpinLock {
 public:
  void lock() {
    while (taken_.exchange(true, std::memory_order_acquire)) {
      for (int i = 0; i < 64 && taken_.load(std::memory_order_relaxed); ++i) {
      }
      if (taken_.load(std::memory_order_relaxed)) std::this_thread::yield();
    }
  }
  void unlock() { taken_.store(false, std::memory_order_release); }

 private:
  std::atomic<bool> taken_{false};
};

}  // namespace harness::record
