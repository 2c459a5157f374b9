#include "harness/gate/evidence.h"

#include <algorithm>
#include <cmath>

#include "harness/record/histogram.h"
#include "harness/significance/signed_rank.h"

namespace harness::gate {
namespace {

const double furthest_log_ratio = std::log(1000);

/// To the middle of its bucket.
double latency_quantile(const record::SparseHistogram& latency, double fraction) {
  const double wanted = std::max(1.0, std::ceil(fraction * static_cast<double>(latency.count())));
  double seen = 0;
  for (const auto& [bucket, count] : latency.buckets()) {
    seen += static_cast<double>(count);
    if (seen >= wanted) {
      return static_cast<double>(record::Histogram::lowest_in(bucket) +
                                 record::Histogram::highest_in(bucket)) /
             2;
    }
  }
  return static_cast<double>(latency.max());
}

/// The largest over the smallest, less 1; both 0 is no spread.
double spread(const std::vector<double>& values) {
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  return *most > *least ? *most / *least - 1 : 0;
}

}  // namespace

std::optional<double> figure(const Measured& side, const Metric& metric) {
  if (metric.quantile > 0) {
    if (side.latency.count() == 0) return std::nullopt;
    return latency_quantile(side.latency, metric.quantile);
  }
  const auto found = side.figures.find(metric.name);
  if (found == side.figures.end() || !std::isfinite(found->second) || found->second < 0) {
    return std::nullopt;
  }
  return found->second;
}

Presence presence(std::span<const Pair> pairs, const Metric& metric) {
  Presence presence;
  for (const Pair& pair : pairs) {
    if (figure(pair.base, metric)) ++presence.base;
    if (figure(pair.candidate, metric)) ++presence.candidate;
  }
  return presence;
}

double log_worse(const Pair& pair, const Metric& metric) {
  const double base = *figure(pair.base, metric) + metric.floor,
               candidate = *figure(pair.candidate, metric) + metric.floor;
  if (base == candidate) return 0;
  const double ratio = std::log(candidate) - std::log(base);  // infinite where one is 0
  return std::clamp(metric.better == Better::less ? ratio : -ratio, -furthest_log_ratio,
                    furthest_log_ratio);
}

Expected<Evidence> Evidence::of(std::span<const Pair> pairs, const Metric& metric,
                                std::uint64_t seed, const significance::PermutationEffort& effort) {
  Evidence evidence;
  if (metric.test == Test::pooled) {
    std::vector<significance::LatencyPair> latencies;
    for (const Pair& pair : pairs) latencies.push_back({pair.base.latency, pair.candidate.latency});
    auto pooled = significance::PooledQuantile::of(latencies, metric.quantile, seed, effort);
    if (!pooled) return tl::unexpected(pooled.error());
    evidence.pooled_ = std::move(*pooled);
    return evidence;
  }
  for (const Pair& pair : pairs) evidence.log_ratios_.push_back(log_worse(pair, metric));
  if (metric.test == Test::exact) evidence.find_agreement(pairs, metric);
  return evidence;
}

void Evidence::find_agreement(std::span<const Pair> pairs, const Metric& metric) {
  std::vector<double> bases, candidates;
  for (const Pair& pair : pairs) {
    bases.push_back(*figure(pair.base, metric) + metric.floor);
    candidates.push_back(*figure(pair.candidate, metric) + metric.floor);
  }
  if (std::max(spread(bases), spread(candidates)) > metric.tolerance / 2) return;
  const double limit = std::log1p(metric.tolerance);
  const auto side = [&](double log_ratio) {
    return log_ratio > limit + significance::tie    ? 1
           : log_ratio < -limit - significance::tie ? -1
                                                    : 0;
  };
  const int first = side(log_ratios_.front());
  if (std::all_of(log_ratios_.begin(), log_ratios_.end(),
                  [&](double log_ratio) { return side(log_ratio) == first; })) {
    agreed_ = significance::hodges_lehmann(log_ratios_).value;
  }
}

double Evidence::p_above(double log_ratio) const {
  return pooled_ ? pooled_->p_above(log_ratio) : significance::p_above(log_ratios_, log_ratio);
}

double Evidence::p_below(double log_ratio) const {
  return pooled_ ? pooled_->p_below(log_ratio) : significance::p_below(log_ratios_, log_ratio);
}

stats::Estimate Evidence::estimate(double confidence) const {
  if (!pooled_) return significance::hodges_lehmann(log_ratios_, confidence);
  return {.value = pooled_->log_ratio(),
          .interval = pooled_->interval(confidence),
          .effective = static_cast<double>(pooled_->pairs())};
}

}  // namespace harness::gate
