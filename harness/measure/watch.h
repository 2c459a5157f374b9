// The observing thread.
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <stop_token>
#include <thread>

#include "harness/measure/observer.h"

namespace harness::measure {

/// Looks through an Observer, on a thread of its own, from its construction to stop(): at each
/// window's end, and as often after the load's; glances come from another one. The observer is
/// theirs alone meanwhile.
class Watch {
 public:
  struct Order {
    record::WindowGrid windows;  // the observer's
    Instant start;               // when the first one begins
    Duration width;              // of a window
    Duration interval;           // of the timeline
    bool exact_begin = false;    // what is observed begins when the constructor returns
    /// Called after each row of the timeline. May be null.
    std::function<void(const result::TimelineRow&)> told = nullptr;
    /// Called after each look within the phase. May be null.
    std::function<void(std::uint32_t phase, const slice::Slices&)> sliced = nullptr;
    /// Called after each look, those after the load's end, too. May be null.
    std::function<void(Instant now)> looked = nullptr;
  };

  /// The observer's first interval begins before this returns.
  Watch(Clock& clock, Observer& observer, Target& target, Order order);
  ~Watch() { stop(); }

  /// Nothing is sent from `at` on: what ends later is in no window's throughput. Any thread.
  void end_load(Instant at) { load_end_.store(at, std::memory_order_release); }

  /// Looks once more and ends the thread. `ended`: when what was watched ended, if that was before
  /// now, so that a short window is as long as what is in it.
  void stop(std::optional<Instant> ended = {});

 private:
  void work(const std::stop_token& stop);
  void glance(const std::stop_token& stop);
  /// The window whose time it is since the last look; none after the load's end.
  std::optional<std::uint32_t> present() const;
  void look(Instant now);
  void move_on(Instant now);
  void end_row(std::uint32_t phase);
  std::uint32_t phase() const { return order_.windows.phase_of(window_); }

  Clock& clock_;
  Observer& observer_;
  Target& target_;
  const Order order_;
  Instant begun_, looked_;  // looked_: when last
  std::uint32_t window_ = 0;
  bool is_over_ = false;  // the load
  std::atomic<Instant> load_end_{Instant::max()};
  std::optional<Instant> ended_;  // set before the thread is asked to stop
  std::jthread thread_, glancing_;
};

}  // namespace harness::measure
