// Time as the harness sees it: one axis, in nanoseconds, real or driven by a test.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <stop_token>

namespace harness {

using Duration = std::chrono::nanoseconds;
using Instant = std::chrono::time_point<std::chrono::steady_clock, Duration>;

constexpr double seconds(Duration length) {
  return std::chrono::duration<double>(length).count();
}
constexpr double milliseconds(Duration length) {
  return std::chrono::duration<double, std::milli>(length).count();
}

/// How a thread waits for an instant. Spinning is exact and costs a core; sleeping costs nothing
/// and is late by the kernel's wake-up time; the middle sleeps first and spins the rest.
enum class Waiting { spin, sleep_then_spin, sleep };
inline constexpr Duration spin_before_due = std::chrono::microseconds(80);  // covers most wake-ups

/// Something that one thread waits for and others raise. Raised twice before it was seen, it
/// counts once.
class Signal {
 public:
  void raise();
  bool lower();  // true if it was raised

 private:
  friend class RealClock;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  bool raised_ = false;
};

/// The source of all instants. One of the harness's two interfaces (the other is Target).
class Clock {
 public:
  virtual ~Clock() = default;

  virtual Instant now() = 0;

  /// Waits until `due` has come, or until soon (50 ms at most) after `stop` was requested. Returns
  /// the instant at which it returned; at once if `due` has passed.
  virtual Instant wait_until(Instant due, Waiting waiting, const std::stop_token& stop) = 0;

  /// Waits until `signal` is raised (true, and lowers it) or `due` has come or `stop` was requested
  /// (false). One thread at a time may wait for a signal.
  virtual bool wait_for(Signal& signal, Instant due, const std::stop_token& stop) = 0;
};

/// The machine's clock: the processor's time-stamp counter where it is invariant, calibrated once
/// against CLOCK_MONOTONIC and starting from its epoch; CLOCK_MONOTONIC itself elsewhere.
/// Thread-safe.
class RealClock final : public Clock {
 public:
  RealClock();
  Instant now() override;
  Instant wait_until(Instant due, Waiting waiting, const std::stop_token& stop) override;
  bool wait_for(Signal& signal, Instant due, const std::stop_token& stop) override;

  /// "tsc" or "clock_monotonic".
  const char* source() const;

 private:
  bool use_tsc_ = false;
  std::uint64_t origin_ticks_ = 0;
  std::int64_t origin_ns_ = 0;
  std::uint64_t ns_per_tick_q32_ = 0;  // nanoseconds a tick, times 2^32
};

/// Virtual time for tests and simulations: stands still until somebody waits, then runs what was
/// scheduled up to that instant, in order. One thread at a time may wait.
class ManualClock final : public Clock {
 public:
  Instant now() override;
  Instant wait_until(Instant due, Waiting waiting, const std::stop_token& stop) override;
  bool wait_for(Signal& signal, Instant due, const std::stop_token& stop) override;

  /// Calls `event` when virtual time reaches `when` (at once on the next wait if it has passed).
  /// Events at the same instant run in the order in which they were added.
  void at(Instant when, std::function<void()> event);

 private:
  bool run_next_event(Instant until);

  std::mutex mutex_;
  Instant now_{};
  std::multimap<Instant, std::function<void()>> events_;
};

}  // namespace harness
