// Time that a spinning thread lost.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
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
  Duration lost{};  // in gaps of `shortest` and more
  /// The same by the gaps' lengths, a doubling of `shortest` each; the last holds all longer ones.
  std::array<Duration, 24> lost_by_length{};
  std::uint64_t long_stalls = 0;
  Duration longest{};
  double lost_square_s2 = 0;  // the gaps' squares: what they do to a mean wait

  /// The time between two readings of the clock, one right after the other.
  void add(Duration gap) {
    watched += gap;
    if (gap < shortest) return;
    lost += gap;
    longest = std::max(longest, gap);
    if (gap >= long_stall) ++long_stalls;
    const auto doublings =
        static_cast<std::size_t>(std::bit_width(static_cast<std::uint64_t>(gap / shortest)) - 1);
    lost_by_length[std::min(doublings, lost_by_length.size() - 1)] += gap;
    const double s = std::chrono::duration<double>(gap).count();
    lost_square_s2 += s * s;
  }

  void merge(const StallCount& other) {
    watched += other.watched;
    lost += other.lost;
    for (std::size_t i = 0; i < lost_by_length.size(); ++i) {
      lost_by_length[i] += other.lost_by_length[i];
    }
    long_stalls += other.long_stalls;
    longest = std::max(longest, other.longest);
    lost_square_s2 += other.lost_square_s2;
  }

  /// Of the time watched; 0 when none was.
  double lost_share() const { return share(lost); }
  /// The same of gaps of `shortest` times 2^doublings and more.
  double lost_share(std::size_t doublings) const {
    Duration long_ones{};
    for (std::size_t i = doublings; i < lost_by_length.size(); ++i) long_ones += lost_by_length[i];
    return share(long_ones);
  }

 private:
  double share(Duration part) const {
    return watched > Duration{}
               ? static_cast<double>(part.count()) / static_cast<double>(watched.count())
               : 0;
  }
};

}  // namespace harness::selftest
