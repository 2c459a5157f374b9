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

using ClassTotals = record::ClassTotalsOf<record::SparseHistogram>;

/// One of a class's histograms, of all classes together.
std::vector<record::SparseHistogram> of_classes(std::span<const Slice> slices,
                                                record::SparseHistogram ClassTotals::*one) {
  std::vector<record::SparseHistogram> histograms(slices.size());
  for (std::size_t i = 0; i < slices.size(); ++i) {
    for (const ClassTotals& of_class : slices[i].totals.classes) {
      histograms[i].merge(of_class.*one);
    }
  }
  return histograms;
}

double wall_s(const Slice& slice) {
  return seconds(slice.account.wall());
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

std::vector<record::SparseHistogram> first_results(std::span<const Slice> slices) {
  return of_classes(slices, &ClassTotals::first_result);
}

std::vector<record::SparseHistogram> gaps(std::span<const Slice> slices) {
  return of_classes(slices, &ClassTotals::gaps);
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
      slices, [](const Slice& slice) { return slice.ended.accepted(); }, wall_s);
}

stats::Ratio mean_gap_ms(std::span<const Slice> slices) {
  const std::vector<record::SparseHistogram> histograms = gaps(slices);
  stats::Ratio ratio;
  for (const record::SparseHistogram& histogram : histograms) {
    ratio.numerators.push_back(histogram.sum() / 1e6);
    ratio.denominators.push_back(static_cast<double>(histogram.count()));
  }
  return ratio;
}

stats::Ratio units_per_s(std::span<const Slice> slices) {
  const auto units = [](const Slice& slice) {
    std::uint64_t all = 0;
    for (const ClassTotals& of_class : slice.totals.classes) all += of_class.units;
    return all;
  };
  return ratio_of(slices, units, wall_s);
}

stats::Ratio good_per_s(std::span<const Slice> slices) {
  return ratio_of(
      slices, [](const Slice& slice) { return slice.totals.good; }, wall_s);
}

stats::Ratio cache_hit_ratio(std::span<const Slice> slices) {
  const auto hits = [](const Slice& slice) { return slice.account.cache_hits().value_or(0); };
  return ratio_of(slices, hits, [&](const Slice& slice) {
    return hits(slice) + slice.account.cache_misses().value_or(0);
  });
}

stats::Ratio share_above(std::span<const record::SparseHistogram> histograms,
                         std::int64_t limit_ns) {
  stats::Ratio ratio;
  for (const record::SparseHistogram& histogram : histograms) {
    const std::uint64_t above = histogram.count() - histogram.count_at_or_below(limit_ns);
    ratio.numerators.push_back(static_cast<double>(above));
    ratio.denominators.push_back(static_cast<double>(histogram.count()));
  }
  return ratio;
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
