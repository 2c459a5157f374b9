// Time that a spinning thread lost.
#pragma once

#include <algorithm>
#include <cstdint>

#include "harness/clock.h"

namespace harness::selftest {

/// What a thread that only reads the clock sees of being held up: gaps between two readings that
/// are longer than the reading takes. Interrupts, other programs on its core, and a hypervisor that
/// runs another machine all show as such, whoever keeps the accounts.
struct StallCount {
  static constexpr Duration shortest = std::chrono::microseconds(1);  // far above a reading
  static constexpr Duration long_stall = std::chrono::microseconds(10);

  Duration watched{};
  Duration lost{};       // in gaps of `shortest` and more
  Duration lost_long{};  // in those of `long_stall` and more
  std::uint64_t long_stalls = 0;
  Duration longest{};
  double lost_square_s2 = 0;  // the gaps' squares: what they do to a mean wait

  /// The time between two readings of the clock, one right after the other.
  void add(Duration gap) {
    watched += gap;
    if (gap < shortest) return;
    lost += gap;
    longest = std::max(longest, gap);
    if (gap >= long_stall) {
      ++long_stalls;
      lost_long += gap;
    }
    const double s = std::chrono::duration<double>(gap).count();
    lost_square_s2 += s * s;
  }

  void merge(const StallCount& other) {
    watched += other.watched;
    lost += other.lost;
    lost_long += other.lost_long;
    long_stalls += other.long_stalls;
    longest = std::max(longest, other.longest);
    lost_square_s2 += other.lost_square_s2;
  }

  /// Of the time watched; 0 when none was.
  double lost_share() const { return share(lost); }
  double lost_long_share() const { return share(lost_long); }

 private:
  double share(Duration part) const {
    return watched > Duration{}
               ? static_cast<double>(part.count()) / static_cast<double>(watched.count())
               : 0;
  }
};

}  // namespace harness::selftest
