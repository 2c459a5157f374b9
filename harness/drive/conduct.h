// How a target behaved towards its driver.
#pragma once

#include <algorithm>
#include <cstdint>

#include "harness/clock.h"

namespace harness::drive {

/// What a target did that it must not do, counted while its requests were sent and ended.
struct Conduct {
  /// Requests of which one thing is true, and the first of them that was seen.
  struct Requests {
    std::uint64_t count = 0;
    std::uint64_t first = 0;  // its id; without meaning while there are none

    void note(std::uint64_t id) {
      if (count++ == 0) first = id;
    }
    void add(const Requests& other) {
      if (count == 0) first = other.first;
      count += other.count;
    }
  };

  Requests again;     // ended once more: calls, not requests
  Requests late;      // ended after the driver had given them up
  Requests disorder;  // started before sent, served before started, or finished before served
  Requests ahead;     // finished later than the clock had come to
  Requests too_long;  // took longer than a latency can be recorded: an hour

  /// submit() that held its caller up for longer than handing over takes.
  Duration blocked{}, longest_blocked{};
  /// How late requests were sent, added up; and how much of that is because an earlier submit()
  /// held up the thread.
  Duration lag{}, lag_by_blocking{};

  /// Was more of the lag the target's doing than the generator's?
  bool explains_lag() const { return lag_by_blocking > lag / 2; }

  void add(const Conduct& other) {
    again.add(other.again);
    late.add(other.late);
    disorder.add(other.disorder);
    ahead.add(other.ahead);
    too_long.add(other.too_long);
    blocked += other.blocked;
    longest_blocked = std::max(longest_blocked, other.longest_blocked);
    lag += other.lag;
    lag_by_blocking += other.lag_by_blocking;
  }
};

}  // namespace harness::drive
