#include "engine/run/staff/adaptive_limit.h"

#include <algorithm>

namespace engine::run::staff {
namespace {

/// Work that one more worker must find for itself: several times what it costs to wake it, which is
/// some tens of microseconds with what it has to bring into its core's caches.
constexpr Duration worth_waking = std::chrono::microseconds(200);
constexpr double scarce_memory = 0.05;
constexpr double core_free = 0.5;
constexpr double core_busy = 0.1;

}  // namespace

AdaptiveLimit::AdaptiveLimit(std::size_t most) : most_(std::max<std::size_t>(most, 1)) {}

void AdaptiveLimit::decide(const Observation& seen) {
  const auto cores = static_cast<std::size_t>(std::max(seen.machine.cores, 1.0));
  const double waiting = static_cast<double>(limit_) * (1 - std::clamp(seen.running, 0.0, 1.0));
  if (seen.machine.memory_available < scarce_memory) {
    limit_ = std::max<std::size_t>(limit_ / 2, 1);
  } else if (limit_ > cores && waiting >= 1 && seen.machine.idle_cores < core_busy) {
    --limit_;  // they wait for cores
  } else if (limit_ < most_ && is_worth_more(seen)) {
    if (limit_ < cores) {
      limit_ = std::min({2 * limit_, cores, most_});
    } else if (waiting >= 1 && seen.machine.idle_cores >= core_free) {
      ++limit_;  // they wait for something else
    }
  }
}

bool AdaptiveLimit::is_worth_more(const Observation& seen) const {
  const double work = static_cast<double>(seen.backlog) * static_cast<double>(seen.service.count());
  return work >= static_cast<double>((limit_ + 1) * worth_waking / Duration(1));
}

}  // namespace engine::run::staff
