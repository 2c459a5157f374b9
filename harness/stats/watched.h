// A figure of a run, watched slice by slice.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "harness/record/sparse_histogram.h"
#include "harness/stats/estimate.h"

namespace harness::stats {

/// Some slices: first, first + 1, ..., end - 1.
struct SliceRange {
  std::size_t first, end;
  std::size_t size() const { return end - first; }
};

/// Sums of a ratio over slices, at no cost that grows with their number.
class Watched {
 public:
  /// `fraction`: of a quantile, whose ratio is the share above it; else 0.
  Watched(std::string name, Ratio ratio, double fraction, bool is_latency);

  const std::string& name() const { return name_; }
  const Ratio& ratio() const { return ratio_; }
  bool is_share() const { return fraction_ > 0; }

  Ratio part(SliceRange range) const;
  double denominator(SliceRange range) const;
  double level(SliceRange range) const;  // of the ratio; not a number where the denominator is 0

  /// The figure itself: a quantile or a mean in ns, or the ratio.
  double figure(std::span<const record::SparseHistogram> slices, SliceRange range) const;
  std::string in_words(double figure) const;

 private:
  std::string name_;
  Ratio ratio_;
  double fraction_;
  bool is_latency_;
  std::vector<double> numerators_, denominators_;  // summed up to each slice
};

/// By more than the smallest difference that matters, 5 % of the larger one.
bool differ(double one, double other);

/// The mean latency.
Watched watched_mean(std::span<const record::SparseHistogram> slices);

/// The share of requests above the quantile of `range`: a sum, so that slices with few requests
/// weigh little, and bounded, so that a single slow request can't hide the others.
Watched watched_quantile(std::span<const record::SparseHistogram> slices, SliceRange range,
                         std::string name, double fraction);

}  // namespace harness::stats
