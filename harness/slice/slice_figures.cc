#include "harness/slice/slice_figures.h"

namespace harness::slice {
namespace {

/// numerator(slice) over denominator(slice), each as a double.
template <class Numerator, class Denominator>
stats::Ratio ratio_of(std::span<const Slice> slices, Numerator numerator, Denominator denominator) {
  stats::Ratio ratio;
  ratio.numerators.reserve(slices.size());
  ratio.denominators.reserve(slices.size());
  for (const Slice& slice : slices) {
    ratio.numerators.push_back(static_cast<double>(numerator(slice)));
    ratio.denominators.push_back(static_cast<double>(denominator(slice)));
  }
  return ratio;
}

std::uint64_t ok(const Slice& slice) {
  return slice.totals.outcomes.ok;
}

std::uint64_t accepted(const Slice& slice) {
  return slice.totals.outcomes.accepted();
}

}  // namespace

std::vector<record::SparseHistogram> latencies(std::span<const Slice> slices) {
  std::vector<record::SparseHistogram> histograms;
  histograms.reserve(slices.size());
  for (const Slice& slice : slices) histograms.push_back(slice.totals.latency);
  return histograms;
}

std::vector<std::uint64_t> unsuccessful(std::span<const Slice> slices) {
  std::vector<std::uint64_t> counts;
  counts.reserve(slices.size());
  for (const Slice& slice : slices) {
    counts.push_back(slice.totals.outcomes.failed + slice.totals.outcomes.shed);
  }
  return counts;
}

stats::Ratio mean_latency_ms(std::span<const Slice> slices) {
  return ratio_of(
      slices, [](const Slice& slice) { return slice.totals.latency.sum() / 1e6; }, ok);
}

stats::Ratio throughput_per_s(std::span<const Slice> slices) {
  return ratio_of(
      slices, [](const Slice& slice) { return slice.ended.accepted(); },
      [](const Slice& slice) { return seconds(slice.account.wall()); });
}

stats::Ratio cache_hit_ratio(std::span<const Slice> slices) {
  const auto hits = [](const Slice& slice) { return slice.account.cache_hits().value_or(0); };
  return ratio_of(slices, hits, [&](const Slice& slice) {
    return hits(slice) + slice.account.cache_misses().value_or(0);
  });
}

stats::Ratio slower_than(std::span<const Slice> slices, std::int64_t limit_ns) {
  return ratio_of(
      slices,
      [&](const Slice& slice) {
        const record::SparseHistogram& latency = slice.totals.latency;
        return latency.count() - latency.count_at_or_below(limit_ns);
      },
      ok);
}

stats::Ratio failed_share(std::span<const Slice> slices) {
  return ratio_of(
      slices, [](const Slice& slice) { return slice.totals.outcomes.failed; }, accepted);
}

stats::Ratio shed_share(std::span<const Slice> slices) {
  return ratio_of(
      slices, [](const Slice& slice) { return slice.totals.outcomes.shed; },
      [](const Slice& slice) { return slice.totals.outcomes.all(); });
}

}  // namespace harness::slice
