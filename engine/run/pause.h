// Waiting that can be ended.
#pragma once

#include <condition_variable>
#include <mutex>

#include "engine/time.h"

namespace engine::run {

/// Lets threads wait, until it is cut short: from then on nobody waits any more. Thread-safe.
class Pause {
 public:
  void wait(Duration pause) {
    std::unique_lock lock(mutex_);
    cut_.wait_for(lock, pause, [this] { return is_cut_; });
  }

  void cut_short() {
    {
      const std::lock_guard lock(mutex_);
      is_cut_ = true;
    }
    cut_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable cut_;
  bool is_cut_ = false;
};

}  // namespace engine::run
