// What the machine has left.
#pragma once

#include <mutex>
#include <optional>
#include <string_view>

#include "engine/time.h"

namespace engine::run::staff {

struct MachineReading {
  double cores = 1;             // that this process may use, by affinity and cgroup quota
  double idle_cores = 0;        // that nobody used since the reading before, on the whole machine
  double memory_available = 1;  // share of the machine's memory, 0 to 1
};

/// Reads /proc/stat and /proc/meminfo now and then. What can't be read stays at a value that asks
/// for no change (no idle cores, enough memory). Thread-safe.
class MachineLoad {
 public:
  MachineLoad();

  /// Reads again if the last time was 100 ms ago; costs some tens of microseconds then, and next to
  /// nothing otherwise. Who comes while another reads does not wait.
  void refresh(Time now);

  MachineReading reading() const;

 private:
  mutable std::mutex mutex_;
  MachineReading reading_;
  std::mutex reader_;             // one at a time; guards what follows
  std::optional<double> idle_s_;  // of all cores together since the machine started
  Time read_at_;
};

/// Of the first line of /proc/stat: the time in which cores were idle or waited for a disk, summed
/// over the cores, in ticks.
std::optional<double> idle_ticks(std::string_view stat);

/// Of /proc/meminfo: available memory as a share of all.
std::optional<double> available_share(std::string_view meminfo);

/// Of a cgroup's cpu.max ("150000 100000"): cores; nothing when there is no quota ("max 100000").
std::optional<double> quota_cores(std::string_view cpu_max);

}  // namespace engine::run::staff
