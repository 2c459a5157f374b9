// Time as the harness sees it: one axis, in nanoseconds, real or driven by a test.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <stop_token>

namespace harness {

using Duration = std::chrono::nanoseconds;
using Instant = std::chrono::time_point<std::chrono::steady_clock, Duration>;

/// How a thread waits for an instant. Spinning is exact and costs a core; sleeping costs nothing
/// and is late by the kernel's wake-up time; the middle sleeps first and spins the last 80 us.
enum class Waiting { spin, sleep_then_spin, sleep };

/// The source of all instants. One of the harness's two interfaces (the other is Target).
class Clock {
 public:
  virtual ~Clock() = default;

  virtual Instant now() = 0;

  /// Returns when `due` has come, or soon (50 ms at most) after `stop` was requested.
  virtual void wait_until(Instant due, Waiting waiting, const std::stop_token& stop) = 0;
};

/// The machine's clock: the processor's time-stamp counter where it is invariant, calibrated once
/// against CLOCK_MONOTONIC and sharing its epoch; CLOCK_MONOTONIC itself elsewhere. Thread-safe.
class RealClock final : public Clock {
 public:
  RealClock();
  Instant now() override;
  void wait_until(Instant due, Waiting waiting, const std::stop_token& stop) override;

  /// "tsc" or "clock_monotonic".
  const char* source() const;

 private:
  bool use_tsc_ = false;
  long long tsc_origin_ = 0;
  long long origin_ns_ = 0;
  unsigned long long ns_per_tick_q32_ = 0;  // nanoseconds a tick, times 2^32
};

/// Virtual time for tests and simulations: stands still until somebody waits, then runs what was
/// scheduled up to that instant, in order. One thread at a time may wait.
class ManualClock final : public Clock {
 public:
  Instant now() override;
  void wait_until(Instant due, Waiting waiting, const std::stop_token& stop) override;

  /// Calls `event` when virtual time reaches `when` (at once on the next wait if it has passed).
  /// Events at the same instant run in the order in which they were added.
  void at(Instant when, std::function<void()> event);

 private:
  std::mutex mutex_;
  Instant now_{};
  std::multimap<Instant, std::function<void()>> events_;
};

}  // namespace harness
