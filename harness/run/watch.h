// The observing thread.
#pragma once

#include <functional>
#include <optional>
#include <stop_token>
#include <thread>
#include <vector>

#include "harness/run/observer.h"

namespace harness::run {

/// Looks through an Observer, on a thread of its own, from its construction to stop(): five times
/// in each interval of the timeline, and at each phase's end. The observer is the thread's alone
/// meanwhile.
class Watch {
 public:
  struct Order {
    std::vector<Instant> ends;  // [k]: when phase k ends; the last phase lasts until stop()
    Duration interval;          // of the timeline
    bool one_slice = false;     // all of it is one slice; else there is one for each look
    /// Called after each row of the timeline. May be null.
    std::function<void(const result::TimelineRow&)> told = nullptr;
    /// Called after each slice of the phase. May be null.
    std::function<void(std::uint32_t phase, const Slices&)> sliced = nullptr;
  };

  /// The observer's first interval begins before this returns.
  Watch(Clock& clock, Observer& observer, Target& target, Order order);
  ~Watch() { stop(); }

  /// Looks once more and ends the thread. `ended`: when what was watched ended, if that was before
  /// now, so that a short slice is as long as what is in it.
  void stop(std::optional<Instant> ended = {});

 private:
  void work(const std::stop_token& stop);
  void look(Instant now);
  void end_slice();
  void end_row();

  Clock& clock_;
  Observer& observer_;
  Target& target_;
  const Order order_;
  Instant begun_, looked_;  // looked_: when last
  std::uint32_t phase_ = 0;
  std::optional<Instant> ended_;  // set before the thread is asked to stop
  std::jthread thread_;
};

}  // namespace harness::run
