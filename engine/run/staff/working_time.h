// How long a thread worked, and how much of that on a core.
#pragma once

#include <ctime>

#include "engine/time.h"

namespace engine::run::staff {

/// From its making to stop(), on the thread that does both.
class WorkingTime {
 public:
  WorkingTime() : began_(std::chrono::steady_clock::now()), began_cpu_(cpu()) {}

  void stop() {
    stopped_ = std::chrono::steady_clock::now();
    ran_ = cpu() - began_cpu_;
  }

  Time stopped_at() const { return stopped_; }
  Duration worked() const { return stopped_ - began_; }
  Duration ran() const { return ran_; }

 private:
  static Duration cpu() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + Duration(time.tv_nsec);
  }

  Time began_;
  Duration began_cpu_;
  Time stopped_;
  Duration ran_{};
};

}  // namespace engine::run::staff
