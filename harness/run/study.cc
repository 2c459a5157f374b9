#include "harness/run/study.h"

#include "harness/stats/quantile.h"
#include "harness/stats/steady.h"

namespace harness::run {
namespace {

std::vector<record::SparseHistogram> latencies(std::span<const Slice> slices) {
  std::vector<record::SparseHistogram> histograms;
  histograms.reserve(slices.size());
  for (const Slice& slice : slices) histograms.push_back(slice.totals.latency);
  return histograms;
}

stats::Ratio cache_hits(std::span<const Slice> slices) {
  stats::Ratio ratio;
  for (const Slice& slice : slices) {
    const double hits = slice.account.cache_hits().value_or(0);
    ratio.numerators.push_back(hits);
    ratio.denominators.push_back(hits + slice.account.cache_misses().value_or(0));
  }
  return ratio;
}

stats::Ratio throughput(std::span<const Slice> slices) {
  stats::Ratio ratio;
  for (const Slice& slice : slices) {
    ratio.numerators.push_back(static_cast<double>(slice.totals.outcomes.accepted()));
    ratio.denominators.push_back(std::chrono::duration<double>(slice.account.wall()).count());
  }
  return ratio;
}

stats::Ratio mean_ms(std::span<const Slice> slices) {
  stats::Ratio ratio;
  for (const Slice& slice : slices) {
    ratio.numerators.push_back(slice.totals.latency.sum() / 1e6);
    ratio.denominators.push_back(static_cast<double>(slice.totals.latency.count()));
  }
  return ratio;
}

stats::Estimate in_milliseconds(stats::Estimate estimate) {
  estimate.value /= 1e6;
  if (estimate.interval)
    estimate.interval = {estimate.interval->low / 1e6, estimate.interval->high / 1e6};
  return estimate;
}

WarmUp warm_up_of(const MeasuredPhase& phase, bool open_loop) {
  const std::span<const Slice> slices = phase.slices.entries();
  std::vector<stats::Series> others{{"cache hit ratio", cache_hits(slices)}};
  // An open loop's throughput is what it offers; a closed loop's is the target's own.
  if (!open_loop) others.push_back({"throughput", throughput(slices)});
  stats::Steady found = stats::find_steady(latencies(slices), others);
  return {.slices = found.cut,
          .length = {},
          .why = std::move(found.reason),
          .steady = found.verdict != stats::Steady::Verdict::never};
}

}  // namespace

PhaseEstimates estimates_of(std::span<const Slice> slices) {
  const std::vector<record::SparseHistogram> latency = latencies(slices);
  const auto quantile = [&](double fraction) {
    return in_milliseconds(stats::estimate_quantile(latency, fraction));
  };
  return {.mean_ms = stats::estimate(mean_ms(slices)),
          .p50_ms = quantile(0.50),
          .p95_ms = quantile(0.95),
          .p99_ms = quantile(0.99),
          .p999_ms = quantile(0.999),
          .achieved_per_s = stats::estimate(throughput(slices))};
}

void study(MeasuredStep& step) {
  for (MeasuredPhase& phase : step.phases) {
    if (phase.measured && phase.even) phase.cut(warm_up_of(phase, step.open_loop));
    phase.estimates = estimates_of(phase.warm_slices());
  }
}

}  // namespace harness::run
