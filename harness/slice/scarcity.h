// What the machine lacked while something was measured.
#pragma once

#include "harness/probe/usage.h"
#include "harness/result/run_result.h"
#include "harness/slice/weighted_mean.h"

namespace harness::slice {

/// How scarce cores, storage and memory were over several intervals of time: what a CPU quota held
/// up, and the share of the time in which tasks waited.
class Scarcity {
 public:
  void add(const probe::Usage& usage, double seconds);
  void merge(const Scarcity& other);

  /// The lowest of the quotas that held the program up, in cores; empty where there was none.
  result::Figure quota_cores() const { return quota_cores_; }
  /// Its periods, and those in which it was used up.
  result::Figure quota_periods() const { return periods_; }
  result::Figure throttled_periods() const { return throttled_; }
  result::Figure throttled_fraction() const;
  /// How long tasks were held up, added up over the cores.
  result::Figure throttled_ms() const { return throttled_ms_; }

  /// Of the time: some task of the machine waited for a core, for storage, or for memory.
  result::Figure cpu_pressure() const { return cpu_.mean(); }
  result::Figure io_pressure() const { return io_.mean(); }
  result::Figure memory_pressure() const { return memory_.mean(); }
  /// The same of the tasks in the program's own control group, where the kernel tells it.
  result::Figure group_io_pressure() const { return group_io_.mean(); }

  void fill(result::Point& point) const;

 private:
  result::Figure quota_cores_, periods_, throttled_, throttled_ms_;
  WeightedMean cpu_, io_, memory_, group_cpu_, group_io_, group_memory_;
};

}  // namespace harness::slice
