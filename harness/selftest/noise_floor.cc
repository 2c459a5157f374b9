#include "harness/selftest/noise_floor.h"

#include <time.h>

#include <algorithm>
#include <limits>
#include <thread>

#include "harness/probe/machine_probe.h"
#include "harness/record/histogram.h"
#include "harness/selftest/cores.h"

namespace harness::selftest {
namespace {

std::int64_t os_now_ns() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

/// `read` gives whole nanoseconds. A fraction of a millisecond at a time, the fastest counts: the
/// others were interrupted.
template <class Read>
ClockCost cost_of(Read read) {
  constexpr int rounds = 200;
  constexpr int readings = 1000;
  ClockCost cost;
  double fastest = std::numeric_limits<double>::max();
  std::int64_t smallest = std::numeric_limits<std::int64_t>::max();
  for (int round = 0; round < rounds; ++round) {
    const std::int64_t begin = read();
    std::int64_t last = begin;
    for (int i = 0; i < readings; ++i) {
      const std::int64_t now = read();
      if (now > last) smallest = std::min(smallest, now - last);
      cost.went_back = cost.went_back || now < last;
      last = now;
    }
    fastest = std::min(fastest, static_cast<double>(last - begin) / readings);
  }
  cost.read_ns = fastest;
  cost.resolution_ns = static_cast<double>(smallest);
  return cost;
}

WakeUps measure_wake_ups(Clock& clock, Duration length, const std::stop_token& stop) {
  constexpr Duration asked = std::chrono::microseconds(100);
  record::Histogram late;
  const Instant end = clock.now() + length;
  while (clock.now() < end && !stop.stop_requested()) {
    const Instant due = clock.now() + asked;
    late.record((clock.wait_until(due, Waiting::sleep, stop) - due).count());
  }
  return {.count = late.count(),
          .late_us_p50 = static_cast<double>(late.quantile(0.50)) / 1e3,
          .late_us_p99 = static_cast<double>(late.quantile(0.99)) / 1e3,
          .late_us_max = static_cast<double>(late.max()) / 1e3};
}

StallCount spin(Clock& clock, Instant begin, Instant end, const std::stop_token& stop) {
  StallCount seen;
  Instant last = clock.now();
  while (last < begin) last = clock.now();
  while (last < end && !stop.stop_requested()) {
    const Instant now = clock.now();
    seen.add(now - last);
    last = now;
  }
  return seen;
}

/// All cores at once: a program that moves away from a spinning thread finds the next one.
std::vector<CoreStalls> measure_stalls(Clock& clock, Duration length, const std::stop_token& stop) {
  constexpr Duration lead = std::chrono::milliseconds(2);
  const std::vector<int> usable = usable_cores();
  std::vector<CoreStalls> cores(usable.size());
  const Instant begin = clock.now() + lead;
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < usable.size(); ++i) {
    threads.emplace_back([&, i] {
      cores[i].core = usable[i];
      const OnCore here(usable[i]);
      if (here.holds()) cores[i].seen = spin(clock, begin, begin + length, stop);
    });
  }
  for (std::thread& thread : threads) thread.join();
  return cores;
}

}  // namespace

NoiseFloor measure_noise_floor(RealClock& clock, Duration each, const std::stop_token& stop) {
  const probe::MachineProbe machine;
  const probe::MachineFigures before = machine.read();
  NoiseFloor floor;
  floor.clock = cost_of([&] { return clock.now().time_since_epoch().count(); });
  floor.os_clock = cost_of(os_now_ns);
  floor.wake_ups = measure_wake_ups(clock, each, stop);
  floor.cores = measure_stalls(clock, each, stop);
  const probe::MachineFigures after = machine.read();
  if (before.steal_jiffies && after.steal_jiffies && before.total_jiffies && after.total_jiffies &&
      *after.total_jiffies > *before.total_jiffies &&
      *after.steal_jiffies >= *before.steal_jiffies) {
    floor.steal_share = static_cast<double>(*after.steal_jiffies - *before.steal_jiffies) /
                        static_cast<double>(*after.total_jiffies - *before.total_jiffies);
  }
  return floor;
}

}  // namespace harness::selftest
