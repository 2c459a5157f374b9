// How many workers are worth having at work.
#pragma once

#include <cstddef>

#include "engine/run/staff/machine_load.h"
#include "engine/time.h"

namespace engine::run::staff {

/// What was seen since the last decision.
struct Observation {
  MachineReading machine;
  std::size_t backlog = 0;  // items that wait for a worker
  Duration service{};       // an item's mean time with workers; 0: not known
  double running = 1;       // share of that time in which the workers ran on a core, 0 to 1
};

/// A limit on the workers at work, in the manner of TCP Vegas (Brakmo and Peterson, 1995; Netflix's
/// concurrency-limits applies it to services): what is achieved is compared with what so many
/// workers would achieve if none stood in another's way, and the difference, in workers that wait
/// instead of running, moves the limit. Vegas estimates the unhindered time from the shortest ever
/// seen; here it is known, as the CPU time. It begins with one, doubles up to the cores while the
/// backlog is worth it, and goes beyond them by one while workers wait and cores are idle. Not
/// thread-safe.
class AdaptiveLimit {
 public:
  /// Never more than `most` (at least 1).
  explicit AdaptiveLimit(std::size_t most);

  std::size_t limit() const { return limit_; }
  void decide(const Observation& seen);

 private:
  bool is_worth_more(const Observation& seen) const;

  std::size_t most_;
  std::size_t limit_ = 1;
};

}  // namespace engine::run::staff
