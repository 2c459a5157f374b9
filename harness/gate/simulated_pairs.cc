#include "harness/gate/simulated_pairs.h"

#include <algorithm>
#include <cmath>

#include "harness/record/histogram.h"

namespace harness::gate {
namespace {

constexpr double latency_deviation = 0.5;                  // of the logarithm
constexpr double tail_from = 1.88;                         // normal quantile of 97 %
constexpr double slow_from = 1.5, slow_share = 0.0668072;  // and the share above it
constexpr double median_ns = 1e6;
constexpr double pairs_of_drift = 24;

}  // namespace

SimulatedNoise quiet_machine() {
  return {.name = "quiet"};
}

SimulatedNoise busy_machine() {
  return {.name = "busy", .process = 0.0175, .figure = 0.0175, .hit = 0.1};
}

SimulatedNoise measured_machine() {
  return {.name = "as measured",
          .process = 0.013,
          .figure = 0.013,
          .restless = 0.1,
          .restless_times = 7};
}

SimulatedNoise wild_machine() {
  return {.name = "wild", .process = 0.3, .figure = 0.3, .hit = 0.5, .hit_size = 1};
}

Plan simulated_plan() {
  Plan plan;
  std::erase_if(plan.metrics,
                [](const Metric& metric) { return metric.test == Test::exact || !metric.gating; });
  for (Metric& metric : plan.metrics) {
    if (metric.test == Test::paired) metric.quantile = 0;
  }
  plan.effort.most_swaps = 9'999;
  return plan;
}

SimulatedPairs::SimulatedPairs(const SimulatedNoise& noise, const SimulatedSubject& subject,
                               std::uint64_t seed)
    : noise_(noise), subject_(subject), random_(seed) {
  if (std::uniform_real_distribution<double>()(random_) < noise.restless) {
    noise_.process *= noise.restless_times;
    noise_.figure *= noise.restless_times;
  }
  relink();
}

void SimulatedPairs::relink() {
  base_layout_ = normal(noise_.layout);
  candidate_layout_ = normal(noise_.layout);
}

Pair SimulatedPairs::next() {
  machine_ += normal(noise_.drift / std::sqrt(pairs_of_drift));
  double base = machine_ + base_layout_, candidate = machine_ + candidate_layout_;
  std::uniform_real_distribution<double> uniform;
  if (uniform(random_) < noise_.hit) {
    const double size = std::exponential_distribution<double>(1 / noise_.hit_size)(random_);
    (uniform(random_) < 0.5 ? base : candidate) += size;
  }
  Pair pair;
  pair.base = process(base, false);
  pair.candidate = process(candidate, true);
  return pair;
}

double SimulatedPairs::effect(const std::string& metric, bool candidate) const {
  const auto found = subject_.effects.find(metric);
  return candidate && found != subject_.effects.end() ? std::log1p(found->second) : 0;
}

Measured SimulatedPairs::process(double level, bool candidate) {
  Measured measured;
  level += normal(noise_.process);
  const auto figure = [&](const std::string& name) {
    return level + normal(noise_.figure) + effect(name, candidate);
  };
  measured.figures["throughput_per_s"] = 1000 * std::exp(-figure("throughput_per_s"));
  measured.figures["cpu_us_per_request"] = 100 * std::exp(figure("cpu_us_per_request"));
  measured.figures["p50"] = median_ns * std::exp(figure("p50"));
  measured.figures["p95"] = 2.3 * median_ns * std::exp(figure("p95"));
  measured.figures["rss_mib_peak"] =
      100 * std::exp(normal(noise_.figure) + effect("rss_mib_peak", candidate));
  if (subject_.requests > 0) {
    measured.latency = latencies(level + normal(2 * noise_.figure), effect("p99", candidate));
  }
  return measured;
}

/// Of a normal variable that is above `from` (Marsaglia 1964).
double SimulatedPairs::normal_above(double from) {
  std::uniform_real_distribution<double> uniform;
  while (true) {
    const double x = std::sqrt(from * from - 2 * std::log1p(-uniform(random_)));
    if (uniform(random_) * x < from) return x;
  }
}

record::SparseHistogram SimulatedPairs::latencies(double level, double tail_effect) {
  // Not std::binomial_distribution, which calls lgamma, which writes a global variable.
  const auto requests = static_cast<double>(subject_.requests);
  const double wanted =
      requests * slow_share + normal(std::sqrt(requests * slow_share * (1 - slow_share)));
  const auto slow = static_cast<std::size_t>(std::clamp(std::round(wanted), 0.0, requests));
  record::Histogram histogram;
  histogram.record(static_cast<std::int64_t>(median_ns * std::exp(level)),
                   subject_.requests - slow);
  for (std::size_t i = 0; i < slow; ++i) {
    const double z = normal_above(slow_from);
    const double log = level + latency_deviation * z + (z > tail_from ? tail_effect : 0);
    histogram.record(static_cast<std::int64_t>(median_ns * std::exp(log)));
  }
  return record::SparseHistogram(histogram);
}

}  // namespace harness::gate
