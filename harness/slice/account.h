// What a phase used, added up interval by interval.
#pragma once

#include <span>
#include <vector>

#include "harness/probe/usage.h"
#include "harness/result/run_result.h"
#include "harness/slice/counter_sum.h"
#include "harness/slice/reading.h"
#include "harness/slice/scarcity.h"
#include "harness/slice/weighted_mean.h"

namespace harness::slice {

/// A sum of intervals: totals of what is counted, time-weighted means of what is a level.
class Account {
 public:
  /// An interval of length `wall` in which `usage` was used; `before` and `after` are what the
  /// target said at its ends.
  void add(Duration wall, const probe::Usage& usage, const Reading& before, const Reading& after);

  /// What another account adds up to, as if its intervals had been added here.
  void merge(const Account& other);

  Duration wall() const { return wall_; }
  result::Figure steal_fraction() const { return steal_.mean(); }
  /// Cores that programs other than the measured ones kept busy; 0 and more.
  result::Figure others_cpu_cores() const;
  result::Figure cpu_pressure() const { return scarcity_.cpu_pressure(); }
  const Scarcity& scarcity() const { return scarcity_; }
  result::Figure cache_hits() const { return cache_hits_.sum; }
  result::Figure cache_misses() const { return cache_misses_.sum; }
  /// By the target's counters(), in their order; none where nobody looked.
  std::span<const CounterSum> counters() const { return counters_; }
  /// Beside its own size.
  std::size_t memory_bytes() const { return counters_.capacity() * sizeof(CounterSum); }

  /// Fills the point's resource and cache figures. Precondition: point.requests and
  /// point.duration_s are set.
  void fill(result::Point& point) const;

 private:
  /// Empty until something was added.
  struct Total {
    result::Figure sum;
    void add(const result::Figure& amount);
  };

  Duration wall_{};
  WeightedMean cpu_cores_, asking_cpu_cores_, rss_mib_, steal_, machine_cpu_cores_;
  Scarcity scarcity_;
  result::Figure rss_mib_peak_;
  Total io_operations_, read_mib_, written_mib_, context_switches_, page_faults_, allocations_;
  Total cache_hits_, cache_misses_;
  std::vector<CounterSum> counters_;
};

/// hits / (hits + misses); empty when there were neither.
result::Figure hit_ratio(const result::Figure& hits, const result::Figure& misses);

/// By how much a counter grew; empty where it wasn't read twice.
result::Figure growth(const std::optional<std::uint64_t>& before,
                      const std::optional<std::uint64_t>& after);

}  // namespace harness::slice
