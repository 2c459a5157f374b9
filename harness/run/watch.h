// The observing thread.
#pragma once

#include <stop_token>
#include <thread>
#include <vector>

#include "harness/run/observer.h"
#include "harness/run/progress.h"

namespace harness::run {

/// Looks through an Observer at even intervals and at each phase's end, on a thread of its own,
/// from its construction to stop(). The observer is the thread's alone meanwhile.
class Watch {
 public:
  /// `ends[k]`: when phase k ends; the last phase lasts until stop(). The observer's first
  /// interval begins before this returns. `told` is called after each look with the new row.
  Watch(Clock& clock, Observer& observer, Target& target, std::vector<Instant> ends,
        Duration interval, std::function<void(const result::TimelineRow&)> told);
  ~Watch() { stop(); }

  /// Looks once more and ends the thread.
  void stop();

 private:
  void work(const std::stop_token& stop);
  void look(Instant now);

  Clock& clock_;
  Observer& observer_;
  Target& target_;
  const std::vector<Instant> ends_;
  const Duration interval_;
  const std::function<void(const result::TimelineRow&)> told_;
  Instant begun_;
  std::uint32_t phase_ = 0;
  std::jthread thread_;
};

}  // namespace harness::run
