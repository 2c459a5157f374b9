// What error boundaries had to do.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>

#include "engine/run/fault_plan.h"

namespace engine::run {

/// Counts since the executor began. Any thread may read them at any time.
struct BoundaryCounters {
  using Count = std::atomic<std::uint64_t>;

  Count retries = 0;  // granted to items at stages, and to transactions
  Count recovered =
      0;              // items that needed a retry, their own or their transaction's, and ended well
  Count used_up = 0;  // items that failed although they were tried as often as the policy allows
  Count timed_out = 0;                         // items that were past their deadline
  Count divided = 0;                           // transactions that failed and were tried in halves
  std::array<Count, Fault::kinds> injected{};  // by Fault::Kind

  std::uint64_t injected_of(Fault::Kind kind) const {
    return injected[static_cast<std::size_t>(kind)].load(std::memory_order_relaxed);
  }
  static void add(Count& count) { count.fetch_add(1, std::memory_order_relaxed); }
};

}  // namespace engine::run
