#include "harness/measure/study.h"

#include <algorithm>

#include "harness/slice/slice_figures.h"
#include "harness/stats/quantile.h"
#include "harness/stats/steady.h"

namespace harness::measure {
namespace {

stats::Estimate in_milliseconds(stats::Estimate estimate) {
  estimate.value /= 1e6;
  if (estimate.interval)
    estimate.interval = {estimate.interval->low / 1e6, estimate.interval->high / 1e6};
  return estimate;
}

}  // namespace

WarmUp find_warm_up(std::span<const slice::Slice> slices, bool open_loop) {
  std::vector<stats::Series> others{{"cache hit ratio", slice::cache_hit_ratio(slices)}};
  // An open loop's throughput is what it offers; a closed loop's is the target's own.
  if (!open_loop) others.push_back({"throughput", slice::throughput_per_s(slices)});
  stats::Steady found =
      stats::find_steady(slice::latencies(slices), slice::unsuccessful(slices), others);
  return {.slices = found.cut,
          .length = {},
          .why = std::move(found.reason),
          .steady = found.verdict != stats::Steady::Verdict::never};
}

namespace {

using Histograms = std::vector<record::SparseHistogram>;

stats::Estimate quantile_of(const Histograms& histograms, double fraction) {
  return in_milliseconds(stats::estimate_quantile(histograms, fraction));
}

bool has_any(const Histograms& histograms) {
  return std::ranges::any_of(histograms, [](const auto& one) { return one.count() > 0; });
}

/// Of what the target tells beside latencies.
void estimate_results(std::span<const slice::Slice> slices, PhaseEstimates& estimates) {
  if (const Histograms first = slice::first_results(slices); has_any(first)) {
    estimates.first_p50_ms = quantile_of(first, 0.50);
    estimates.first_p95_ms = quantile_of(first, 0.95);
    estimates.first_p99_ms = quantile_of(first, 0.99);
  }
  if (const Histograms gaps = slice::gaps(slices); has_any(gaps)) {
    estimates.gap_mean_ms = stats::estimate(slice::mean_gap_ms(slices));
    estimates.gap_p50_ms = quantile_of(gaps, 0.50);
    estimates.gap_p95_ms = quantile_of(gaps, 0.95);
    estimates.gap_p99_ms = quantile_of(gaps, 0.99);
  }
  estimates.units_per_s = stats::estimate(slice::units_per_s(slices));
  estimates.good_per_s = stats::estimate(slice::good_per_s(slices));
}

}  // namespace

PhaseEstimates estimates_of(std::span<const slice::Slice> slices) {
  const Histograms latency = slice::latencies(slices);
  PhaseEstimates estimates{.mean_ms = stats::estimate(slice::mean_latency_ms(slices)),
                           .p50_ms = quantile_of(latency, 0.50),
                           .p95_ms = quantile_of(latency, 0.95),
                           .p99_ms = quantile_of(latency, 0.99),
                           .p999_ms = quantile_of(latency, 0.999),
                           .achieved_per_s = stats::estimate(slice::throughput_per_s(slices))};
  estimate_results(slices, estimates);
  return estimates;
}

namespace {

/// Whatever the generator's lag can have done to a figure lies within its interval, too: what it
/// would be without is no further below than the lag made it larger.
void allow_for_lag(stats::Estimate& estimate, double with_ns, double without_ns) {
  if (!estimate.interval || with_ns <= without_ns) return;
  estimate.interval->low = std::max(0.0, estimate.interval->low - (with_ns - without_ns) / 1e6);
}

void allow_for_lag(PhaseEstimates& estimates, const record::PhaseTotals& totals) {
  const auto quantile = [&](stats::Estimate& estimate, double fraction) {
    allow_for_lag(estimate, static_cast<double>(totals.latency.quantile(fraction)),
                  static_cast<double>(totals.stay.quantile(fraction)));
  };
  if (totals.latency.count() == 0) return;
  quantile(estimates.p50_ms, 0.50);
  quantile(estimates.p95_ms, 0.95);
  quantile(estimates.p99_ms, 0.99);
  quantile(estimates.p999_ms, 0.999);
  allow_for_lag(estimates.mean_ms, totals.latency.mean(), totals.stay.mean());
}

}  // namespace

void study(MeasuredStep& step) {
  for (MeasuredPhase& phase : step.phases) {
    if (phase.measured && phase.even) {
      phase.cut(find_warm_up(phase.slices.entries(), step.open_loop));
    }
    phase.estimates = estimates_of(phase.warm_slices());
    if (step.open_loop) allow_for_lag(phase.estimates, phase.totals);
  }
}

}  // namespace harness::measure
