// A slice of a phase's time.
#pragma once

#include "harness/record/bounded_series.h"
#include "harness/record/compact_totals.h"
#include "harness/run/account.h"

namespace harness::run {

/// What ended in a stretch of time, and what was used meanwhile: the unit that a warm-up is cut off
/// in, and of which a phase's intervals know its scatter.
struct Slice {
  record::CompactTotals totals;
  Account account;

  void merge(const Slice& other) {
    totals.merge(other.totals);
    account.merge(other.account);
  }
};

using Slices = record::BoundedSeries<Slice>;

}  // namespace harness::run
