// Where a run's warm-up ends, and whether it ever became steady.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "harness/record/sparse_histogram.h"
#include "harness/stats/estimate.h"

namespace harness::stats {

/// A figure besides latency that a warm-up may show in, a batch a slice: the cache hit ratio.
struct Series {
  std::string name;  // as it shall stand in a sentence: "cache hit ratio"
  Ratio ratio;
};

/// What find_steady found.
struct Steady {
  enum class Verdict { steady, never, cant_tell };

  Verdict verdict = Verdict::cant_tell;
  std::size_t cut = 0;  // slices at the beginning that are warm-up; at most half of them
  std::string reason;   // a sentence for people: what was cut and why, or why it never was steady
};

/// Watches the P50, P95 and mean of the latency and the series given, all together.
///
/// Cut is a start-up only (see start_up.h): a transient that begins with the first slice and comes
/// nearer to what the run became, which is looked up in its second half. It ends before the first
/// slice in which a request failed or was shed or the target stalled (see disturbance.h), and
/// before half of the run. Where it can't be told from chance, nothing is cut. The longest cut that
/// a figure asks for wins, and what remains is looked at again.
///
/// Never steady: a start-up is not over at half the run, or the halves of what remains differ in a
/// figure by more than 5 %, and by more than chance explains (Student's test of the slope at
/// 0.05 %). Can't tell: fewer than 20 slices that are not empty.
///
/// `slices`: the latencies of the requests due in each; `unsuccessful`: how many requests due in it
/// failed or were shed. Precondition: each series, and `unsuccessful`, has a batch for each slice.
Steady find_steady(std::span<const record::SparseHistogram> slices,
                   std::span<const std::uint64_t> unsuccessful,
                   std::span<const Series> others = {});

}  // namespace harness::stats
