#include "harness/clock.h"

#include <sys/prctl.h>
#include <time.h>

#include <algorithm>
#include <limits>
#include <utility>

#if defined(__x86_64__)
#include <cpuid.h>
#include <x86intrin.h>
#endif

namespace harness {
namespace {

using std::chrono::milliseconds;

constexpr Duration stop_check_interval = milliseconds(40);

std::int64_t monotonic_ns() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

/// Without this the kernel may wake a sleeper 50 us late on purpose.
void ask_for_exact_timers() {
  thread_local const int done = prctl(PR_SET_TIMERSLACK, 1UL);
  static_cast<void>(done);
}

/// Relative, because our axis and the kernel's part by some millionths over the hours.
void sleep_for(Duration time) {
  const std::int64_t ns = time.count();
  const timespec length{ns / 1'000'000'000, ns % 1'000'000'000};
  clock_nanosleep(CLOCK_MONOTONIC, 0, &length, nullptr);
}

#if defined(__x86_64__)
/// Does the counter tick at one rate in every power state? (AMD and Intel: CPUID 8000_0007h, EDX 8)
bool has_invariant_tsc() {
  unsigned a = 0, b = 0, c = 0, d = 0;
  return __get_cpuid(0x80000007U, &a, &b, &c, &d) != 0 && (d & (1U << 8)) != 0;
}

std::uint64_t read_tsc() {
  return __rdtsc();
}
#else
bool has_invariant_tsc() {
  return false;
}
std::uint64_t read_tsc() {
  return 0;
}
#endif

struct Pair {
  std::uint64_t ticks = 0;
  std::int64_t ns = 0;
};

/// The two clocks read as nearly at once as the machine allows: the tightest of many tries.
Pair read_both() {
  Pair best;
  std::uint64_t narrowest = std::numeric_limits<std::uint64_t>::max();
  for (int i = 0; i < 64; ++i) {
    const std::uint64_t before = read_tsc();
    const std::int64_t ns = monotonic_ns();
    const std::uint64_t after = read_tsc();
    if (after - before < narrowest) {
      narrowest = after - before;
      best = {before + (after - before) / 2, ns};
    }
  }
  return best;
}

}  // namespace

void Signal::raise() {
  const std::lock_guard lock(mutex_);
  raised_ = true;
  changed_.notify_one();
}

bool Signal::lower() {
  const std::lock_guard lock(mutex_);
  return std::exchange(raised_, false);
}

RealClock::RealClock() {
  if (!has_invariant_tsc()) return;
  const Pair first = read_both();
  sleep_for(std::chrono::milliseconds(20));
  const Pair second = read_both();
  if (second.ticks <= first.ticks || second.ns <= first.ns) return;
  const double ns_per_tick =
      static_cast<double>(second.ns - first.ns) / static_cast<double>(second.ticks - first.ticks);
  ns_per_tick_q32_ = static_cast<std::uint64_t>(ns_per_tick * 4294967296.0 + 0.5);
  origin_ticks_ = second.ticks;
  origin_ns_ = second.ns;
  use_tsc_ = true;
}

const char* RealClock::source() const {
  return use_tsc_ ? "tsc" : "clock_monotonic";
}

Instant RealClock::now() {
  if (!use_tsc_) return Instant(Duration(monotonic_ns()));
  __extension__ using Wide = __int128;
  // Signed: a core may be a few ticks behind the one that calibrated.
  const auto ticks = static_cast<std::int64_t>(read_tsc() - origin_ticks_);
  return Instant(
      Duration(origin_ns_ + static_cast<std::int64_t>((Wide{ticks} * ns_per_tick_q32_) >> 32)));
}

Instant RealClock::wait_until(Instant due, Waiting waiting, const std::stop_token& stop) {
  Instant time = now();
  if (waiting != Waiting::spin && due > time) {
    ask_for_exact_timers();
    const Instant wake = waiting == Waiting::sleep ? due : due - spin_before_due;
    while (time < wake && !stop.stop_requested()) {
      sleep_for(std::min(wake - time, stop_check_interval));
      time = now();
    }
  }
  while (time < due && !stop.stop_requested()) time = now();
  return time;
}

bool RealClock::wait_for(Signal& signal, Instant due, const std::stop_token& stop) {
  std::unique_lock lock(signal.mutex_);
  signal.changed_.wait_until(lock, stop, due, [&] { return signal.raised_; });
  return std::exchange(signal.raised_, false);
}

Instant ManualClock::now() {
  const std::lock_guard lock(mutex_);
  return now_;
}

void ManualClock::at(Instant when, std::function<void()> event) {
  const std::lock_guard lock(mutex_);
  events_.emplace(when, std::move(event));
}

bool ManualClock::run_next_event(Instant until) {
  std::function<void()> event;
  {
    const std::lock_guard lock(mutex_);
    if (events_.empty() || events_.begin()->first > until) return false;
    now_ = std::max(now_, events_.begin()->first);
    event = std::move(events_.begin()->second);
    events_.erase(events_.begin());
  }
  event();
  return true;
}

Instant ManualClock::wait_until(Instant due, Waiting, const std::stop_token& stop) {
  while (!stop.stop_requested() && run_next_event(due)) {
  }
  const std::lock_guard lock(mutex_);
  if (!stop.stop_requested()) now_ = std::max(now_, due);
  return now_;
}

bool ManualClock::wait_for(Signal& signal, Instant due, const std::stop_token& stop) {
  while (!signal.lower()) {
    if (stop.stop_requested()) return false;
    if (run_next_event(due)) continue;
    wait_until(due, Waiting::sleep, stop);
    return signal.lower();
  }
  return true;
}

}  // namespace harness
