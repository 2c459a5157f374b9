// A slice of a phase's time.
#pragma once

#include <algorithm>
#include <span>

#include "harness/record/bounded_series.h"
#include "harness/record/compact_totals.h"
#include "harness/slice/account.h"

namespace harness::slice {

/// One window of a phase, or some that were merged: the unit that a warm-up is cut off in, and of
/// which a phase's intervals know its scatter.
struct Slice {
  record::CompactTotals totals;  // of the requests that were due in it, whenever they ended
  std::uint64_t due = 0;         // how many those are; more than in `totals` where some never ended
  record::Outcomes ended;        // of the requests that ended in it, whenever they were due
  Account account;               // of the time between the looks that began and ended it

  void merge(const Slice& other) {
    totals.merge(other.totals);
    due += other.due;
    ended.add(other.ended);
    account.merge(other.account);
  }
};

using Slices = record::BoundedSeries<Slice>;

/// Without the last ones, which may still lack their slowest requests while a load lasts: as far
/// back as the slowest one that has ended took. `window`: how much time a piece stands for.
inline std::span<const Slice> settled(const Slices& slices, Duration window) {
  const std::span<const Slice> all = slices.entries();
  std::int64_t slowest = 0;
  for (const Slice& slice : all) slowest = std::max(slowest, slice.totals.latency.max());
  const Duration::rep width = window.count() * static_cast<Duration::rep>(slices.stride());
  const auto open = static_cast<std::size_t>(slowest / std::max<Duration::rep>(width, 1)) + 1;
  return all.first(all.size() - std::min(all.size(), open));
}

}  // namespace harness::slice
