#include "scenarios/gate/candidate_point.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <string_view>
#include <vector>

#include "harness/gate/evidence.h"
#include "harness/stats/scatter.h"

namespace scenarios {
namespace {

using harness::gate::Measured;
using harness::gate::Pair;
using harness::result::Figure;
using harness::result::Point;

constexpr std::size_t fewest_for_interval = 6;
constexpr double confidence = 0.95;

struct Known {
  Figure value, low, high;
};

/// Precondition: all are above 0.
Known mean_of(const std::vector<double>& figures) {
  if (figures.empty()) return {};
  const auto n = static_cast<double>(figures.size());
  double sum = 0, squares = 0;
  for (const double figure : figures) sum += std::log(figure);
  const double mean = sum / n;
  Known known{.value = std::exp(mean), .low = {}, .high = {}};
  if (figures.size() < fewest_for_interval) return known;
  for (const double figure : figures) squares += std::pow(std::log(figure) - mean, 2);
  const double reach =
      harness::stats::students_factor(confidence, n - 1) * std::sqrt(squares / (n - 1) / n);
  known.low = std::exp(mean - reach);
  known.high = std::exp(mean + reach);
  return known;
}

/// Over the pairs; nothing where one of them lacks the figure, or has none above 0.
Known known(std::span<const Pair> pairs, const std::function<Figure(const Measured&)>& figure) {
  std::vector<double> figures;
  for (const Pair& pair : pairs) {
    const Figure one = figure(pair.candidate);
    if (!one || !(*one > 0)) return {};
    figures.push_back(*one);
  }
  return mean_of(figures);
}

Known quantile(std::span<const Pair> pairs, const char* name, double fraction) {
  const harness::gate::Metric metric{.name = name, .quantile = fraction};
  return known(pairs, [&](const Measured& side) -> Figure {
    const auto nanoseconds = harness::gate::figure(side, metric);
    return nanoseconds ? Figure(*nanoseconds / 1e6) : std::nullopt;
  });
}

Known mean_latency(std::span<const Pair> pairs) {
  return known(pairs, [](const Measured& side) -> Figure {
    return side.latency.count() > 0 ? Figure(side.latency.mean() / 1e6) : std::nullopt;
  });
}

struct FlagPlace {
  Known known;
  Figure Point::*value, Point::*low, Point::*high;
};

/// Those that failed or were shed, of all: a gate does not tell them apart.
void count_requests(std::span<const Pair> pairs, Point& point) {
  double ok = 0, others = 0;
  for (const Pair& pair : pairs) {
    const auto count = static_cast<double>(pair.candidate.latency.count());
    const auto found = pair.candidate.figures.find("failed_per_request");
    const double share = found == pair.candidate.figures.end() ? 0 : found->second;
    ok += count;
    if (share < 1) others += count * share / (1 - share);
  }
  point.ok = ok;
  point.failed = std::round(others);
  point.requests = ok + *point.failed;
}

}  // namespace

harness::result::RunResult candidate_point(std::span<const Pair> pairs) {
  harness::result::RunResult run;
  if (pairs.empty()) return run;
  Point& point = run.points.emplace_back();
  point.step = "the candidate";
  count_requests(pairs, point);
  for (const auto& [found, value, low, high] :
       {FlagPlace{quantile(pairs, "p50", 0.5), &Point::latency_ms_p50, &Point::latency_ms_p50_low,
                  &Point::latency_ms_p50_high},
        FlagPlace{quantile(pairs, "p95", 0.95), &Point::latency_ms_p95, &Point::latency_ms_p95_low,
                  &Point::latency_ms_p95_high},
        FlagPlace{quantile(pairs, "p99", 0.99), &Point::latency_ms_p99, &Point::latency_ms_p99_low,
                  &Point::latency_ms_p99_high},
        FlagPlace{quantile(pairs, "p999", 0.999), &Point::latency_ms_p999,
                  &Point::latency_ms_p999_low, &Point::latency_ms_p999_high},
        FlagPlace{mean_latency(pairs), &Point::latency_ms_mean, &Point::latency_ms_mean_low,
                  &Point::latency_ms_mean_high},
        FlagPlace{known(pairs,
                        [](const Measured& side) -> Figure {
                          const auto at = side.figures.find("throughput_per_s");
                          return at == side.figures.end() ? std::nullopt : Figure(at->second);
                        }),
                  &Point::achieved_per_s, &Point::achieved_per_s_low,
                  &Point::achieved_per_s_high}}) {
    point.*value = found.value;
    point.*low = found.low;
    point.*high = found.high;
  }
  return run;
}

harness::result::ObjectiveResult check_candidate(const harness::objective::Objective& objective,
                                                 std::span<const Pair> pairs) {
  return objective.check(candidate_point(pairs));
}

}  // namespace scenarios
