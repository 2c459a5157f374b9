// Totals that are complete, for keeping many of them.
#pragma once

#include "harness/record/sparse_histogram.h"
#include "harness/record/totals.h"

namespace harness::record {

/// PhaseTotals in a small part of their memory: a slice of a phase, which is kept so that the
/// phase's warm-up can be cut off and its scatter from slice to slice be known. Loses nothing.
struct CompactTotals {
  SparseHistogram latency, failed_latency, stay, lag, wait, service, delivery;
  std::vector<SparseHistogram> stages;
  std::vector<ClassTotalsOf<SparseHistogram>> classes;
  Outcomes outcomes;
  std::uint64_t good = 0;
  Duration time_in_system{};
  Slowest slowest;
  Instant first_due = Instant::max();
  Instant last_finished = Instant::min();

  CompactTotals() = default;
  explicit CompactTotals(const PhaseTotals& totals);

  void merge(const CompactTotals& other);
  std::size_t memory_bytes() const;
};

}  // namespace harness::record
