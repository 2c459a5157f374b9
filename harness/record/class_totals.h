// What adding up the samples of one class of requests comes to.
#pragma once

#include <cstdint>

#include "harness/record/outcomes.h"
#include "harness/target.h"

namespace harness::record {

/// Histograms: Histogram, or SparseHistogram for keeping many. Latency, first results (from when
/// the request was due) and gaps are of requests that ended ok.
template <class Histograms>
struct ClassTotalsOf {
  Outcomes outcomes;
  Histograms latency, first_result, gaps;
  std::uint64_t units = 0;

  ClassTotalsOf() = default;
  template <class Other>
  explicit ClassTotalsOf(const ClassTotalsOf<Other>& other)
      : outcomes(other.outcomes),
        latency(other.latency),
        first_result(other.first_result),
        gaps(other.gaps),
        units(other.units) {}

  void add(const Sample& sample) {
    outcomes.add(sample.outcome);
    if (sample.marks != nullptr) units += sample.marks->units;
    if (sample.outcome != Outcome::ok) return;
    latency.record((sample.finished - sample.due).count());
    if (sample.marks == nullptr) return;
    if (const auto& first = sample.marks->first_result) {
      first_result.record((*first - sample.due).count());
    }
    for (const Duration gap : sample.marks->gaps) gaps.record(gap.count());
  }

  template <class Other>
  void merge(const ClassTotalsOf<Other>& other) {
    outcomes.add(other.outcomes);
    latency.merge(other.latency);
    first_result.merge(other.first_result);
    gaps.merge(other.gaps);
    units += other.units;
  }

  void clear() {
    latency.clear();
    first_result.clear();
    gaps.clear();
    outcomes = {};
    units = 0;
  }

  std::size_t memory_bytes() const {
    return sizeof *this + latency.memory_bytes() + first_result.memory_bytes() +
           gaps.memory_bytes() - 3 * sizeof(Histograms);
  }
};

}  // namespace harness::record
