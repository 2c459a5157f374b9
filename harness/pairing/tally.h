// What one side of a pair did, over all its turns.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "harness/child/slice_report.h"
#include "harness/counter.h"
#include "harness/gate/metric.h"
#include "harness/gate/pair.h"

namespace harness::pairing {

/// Adds turns up. A figure that any turn lacks is not measured.
class Tally {
 public:
  explicit Tally(std::vector<CounterInfo> counters) : counters_(std::move(counters)) {}

  /// Precondition: the report's counters are those given.
  void add(const child::SliceReport& report);

  /// The figures of gate::default_metrics() and gated_counters(), and the latencies.
  gate::Measured measured() const;

  /// Why nothing of it can be used, in words that follow the side's name: "ended 3 requests twice,
  /// late or out of order". Empty: it can.
  std::string fault() const;

 private:
  using Total = std::optional<double>;

  void add_counters(const child::SliceReport& report);
  void enter_counters(gate::Measured& measured) const;

  std::vector<CounterInfo> counters_;
  std::vector<Total> counted_;  // totals: their growth; levels: the sum over the turns
  std::uint64_t turns_ = 0, requests_ = 0, ok_ = 0, unfinished_ = 0, improper_ = 0;
  std::string why_;  // of a failure
  double length_s_ = 0;
  Total cpu_ns_ = 0.0, allocations_ = 0.0, allocated_bytes_ = 0.0, io_operations_ = 0.0,
        cache_hits_ = 0.0, cache_misses_ = 0.0;
  Total rss_peak_bytes_;
  record::SparseHistogram latency_;
};

/// A metric for each counter that its target declares as gated: totals by the request, levels by
/// their mean over the turns, ratios as they are.
std::vector<gate::Metric> gated_counters(std::span<const CounterInfo> counters);

}  // namespace harness::pairing
