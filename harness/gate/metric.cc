#include "harness/gate/metric.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/nearest.h"
#include "harness/quantity.h"

namespace harness::gate {
namespace {

constexpr double least_of_scattered = 0.05;
constexpr double least_tolerance = 0.0001, largest_tolerance = 10;

std::string unknown(std::string_view word, const std::vector<Metric>& metrics) {
  std::vector<std::string_view> names;
  for (const Metric& metric : metrics) names.emplace_back(metric.name);
  std::string message = fmt::format("no metric is named '{}'", word);
  if (const auto meant = nearest(word, names)) message += fmt::format("; '{}'?", *meant);
  return message;
}

Expected<void> change(std::vector<Metric>& metrics, std::string_view word) {
  const std::size_t equals = word.find('=');
  if (equals == std::string_view::npos) {
    return failure(fmt::format("'{}' is not as 'p99=15%' or 'p99=advisory'", word));
  }
  const std::string_view name = word.substr(0, equals), value = word.substr(equals + 1);
  const auto found = std::find_if(metrics.begin(), metrics.end(),
                                  [&](const Metric& metric) { return metric.name == name; });
  if (found == metrics.end()) return failure(unknown(name, metrics));
  if (value == "advisory" || value == "gating") {
    found->gating = value == "gating";
    return {};
  }
  const auto tolerance = parse_percent(value, least_tolerance, largest_tolerance);
  if (!tolerance) return failure(fmt::format("{}: {}", name, tolerance.error().message));
  found->tolerance = *tolerance;
  return {};
}

}  // namespace

double Metric::tested_tolerance() const {
  return test == Test::exact ? std::max(tolerance, least_of_scattered) : tolerance;
}

std::vector<Metric> default_metrics() {
  using enum Better;
  using enum Test;
  return {
      {.name = "throughput_per_s", .label = "Throughput", .better = more},
      {.name = "cpu_us_per_request", .label = "CPU time a request"},
      {.name = "p50", .label = "P50 latency", .quantile = 0.5},
      {.name = "p95", .label = "P95 latency", .tolerance = 0.075, .quantile = 0.95},
      {.name = "p99", .label = "P99 latency", .test = pooled, .tolerance = 0.1, .quantile = 0.99},
      {.name = "failed_per_request",
       .label = "Failed or shed, of all requests",
       .test = exact,
       .tolerance = 0.01},
      {.name = "allocations_per_request",
       .label = "Allocations a request",
       .test = exact,
       .tolerance = 0.01,
       .floor = 0.5},
      {.name = "allocated_bytes_per_request",
       .label = "Bytes allocated a request",
       .test = exact,
       .tolerance = 0.01,
       .floor = 64},
      {.name = "rss_mib_peak", .label = "Peak memory", .tolerance = 0.1},
      {.name = "cache_hit_ratio",
       .label = "Cache hit ratio",
       .better = more,
       .test = exact,
       .tolerance = 0.01},
      {.name = "io_operations_per_request",
       .label = "I/O operations a request",
       .tolerance = 0.1,
       .gating = false,
       .floor = 0.1},
  };
}

Metric counter_metric(std::string name, Better better, double tolerance) {
  return {.name = name, .label = name, .better = better, .tolerance = tolerance};
}

Expected<void> change_metrics(std::vector<Metric>& metrics, std::string_view words) {
  std::vector<Metric> changed = metrics;
  while (!words.empty()) {
    const std::size_t comma = std::min(words.find(','), words.size());
    const std::string_view word = words.substr(0, comma);
    words.remove_prefix(std::min(comma + 1, words.size()));
    if (word.empty()) continue;
    if (auto done = change(changed, word); !done) return done;
  }
  metrics = std::move(changed);
  return {};
}

}  // namespace harness::gate
