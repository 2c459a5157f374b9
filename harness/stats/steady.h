// Where a run's warm-up ends, and whether it ever does.
#pragma once

#include <cstddef>
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
/// Each series proposes the cut that MSER does (White 1997; White, Cobb and Spratt 2000): the one
/// after which the ratio is best known, at most half the run. It counts only where what would be
/// cut differs from the rest by more than chance explains (Student's test at 0.1 %, on the scatter
/// of the rest): plain MSER cuts a tenth of a run that needs no cut. The longest cut wins, and what
/// remains is looked at again. A quantile is watched as the share of requests above the quantile of
/// all that remains: a sum, so that slices with few requests weigh little, and bounded.
///
/// Never steady: the halves of what remains differ in a figure by more than 5 %, and by more than
/// chance explains (Welch's test at 0.2 %). Can't tell: fewer than 20 slices that are not empty.
///
/// Precondition: each series has a batch for each slice.
Steady find_steady(std::span<const record::SparseHistogram> slices,
                   std::span<const Series> others = {});

}  // namespace harness::stats
