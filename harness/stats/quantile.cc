#include "harness/stats/quantile.h"

#include <algorithm>
#include <cmath>

#include "harness/record/histogram.h"
#include "harness/stats/scatter.h"

namespace harness::stats {

using record::Histogram;

namespace {

Ratio at_or_below(std::span<const record::SparseHistogram> slices, std::int64_t nanoseconds) {
  Ratio ratio;
  for (const record::SparseHistogram& slice : slices) {
    ratio.numerators.push_back(static_cast<double>(slice.count_at_or_below(nanoseconds)));
    ratio.denominators.push_back(static_cast<double>(slice.count()));
  }
  return ratio;
}

}  // namespace

Estimate estimate_quantile(std::span<const record::SparseHistogram> slices, double fraction,
                           double confidence) {
  Histogram all;
  for (const record::SparseHistogram& slice : slices) all.merge(slice);
  if (all.count() == 0) return {};
  const auto requests = static_cast<double>(all.count());
  const std::int64_t value = all.quantile(fraction);
  Estimate result{static_cast<double>(value)};
  const auto scatter = scatter_of(residuals(at_or_below(slices, value)));
  if (!scatter) return result;

  // Never taken to be better known than by as many independent requests: a variance of 0 says only
  // that nothing was seen beyond the quantile.
  const double of_one = fraction * (1 - fraction);
  const double variance = std::max(scatter->variance / requests, of_one) / requests;
  result.effective = of_one / variance;
  const double half = students_factor(confidence, scatter->degrees) * std::sqrt(variance);
  if (fraction - half <= 0 || fraction + half >= 1) return result;
  const std::int64_t low = all.quantile(fraction - half);
  result.interval = Interval{static_cast<double>(Histogram::lowest_in(Histogram::bucket_of(low))),
                             static_cast<double>(all.quantile(fraction + half))};
  return result;
}

}  // namespace harness::stats
