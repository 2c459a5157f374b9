#include "scenarios/findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "reports/engines.h"
#include "reports/figure_format.h"
#include "scenarios/engine_comparison.h"

namespace scenarios {
namespace {

using harness::result::Figure;
using harness::result::Point;
using harness::result::RunResult;

std::string losses(const Point& point) {
  if (point.shed.value_or(0) == 0 && point.failed.value_or(0) == 0)
    return "nothing was shed, nothing failed";
  return fmt::format("{} of {} shed, {} failed", reports::count(point.shed),
                     reports::count(point.requests), reports::count(point.failed));
}

/// "steady", or of several engines "v1, steady"
std::string name_of(const RunResult& result, const Point& point) {
  if (reports::engines_of(result).size() < 2) return point.phase;
  return point.engine + ", " + point.phase;
}

/// "at 814/s (60 % of capacity)"
std::string at_rate(const RunResult& result, const Point& point) {
  std::string text = reports::rate(point.offered_per_s);
  if (result.capacity_per_s && *result.capacity_per_s > 0 && point.offered_per_s) {
    text += fmt::format(" ({} of capacity)",
                        reports::percent(*point.offered_per_s / *result.capacity_per_s));
  }
  return text;
}

/// How far the offered rate was off the scenario's; or just the rate, where the user chose another.
std::string offered(const Point& point) {
  const double off = point.offered_per_s.value_or(0) / overhead_rate_per_s - 1;
  if (std::abs(off) > 0.05) return reports::rate(point.offered_per_s);
  return fmt::format("{:+.3f} % off the planned rate", 100 * off);
}

}  // namespace

std::vector<Point*> measured_points(RunResult& result) {
  std::vector<Point*> points;
  for (Point& point : result.points) {
    if (point.measured && point.requests.value_or(0) > 0) points.push_back(&point);
  }
  return points;
}

void conclude_load(RunResult& result) {
  compare_engines(result);
  for (const Point* point : measured_points(result)) {
    result.findings.push_back(fmt::format(
        "{}: at {}, P99 {} and P50 {}; {}; cache hit ratio {}.", name_of(result, *point),
        at_rate(result, *point), reports::milliseconds(point->latency_ms_p99),
        reports::milliseconds(point->latency_ms_p50), losses(*point),
        reports::percent(point->cache_hit_ratio)));
  }
}

void conclude_bursts(RunResult& result) {
  compare_engines(result);
  for (Point* point : measured_points(result)) {
    if (!point->phase.starts_with("burst")) continue;
    result.findings.push_back(fmt::format(
        "{}: at {}, {}; P99 of what was accepted {}{}.", name_of(result, *point),
        at_rate(result, *point), losses(*point), reports::milliseconds(point->latency_ms_p99),
        point->recovery_s
            ? fmt::format("; recovered {} after its end", reports::seconds(point->recovery_s))
            : ""));
  }
}

void conclude_overhead(RunResult& result) {
  for (const Point* point : measured_points(result)) {
    if (point->step == "closed") {
      if (point->achieved_per_s.value_or(0) <= 0) continue;
      const double ns = 1e9 / *point->achieved_per_s;
      result.findings.push_back(
          fmt::format("closed: one measured request costs {:.1f} ns, everything recorded ({}).", ns,
                      reports::rate(point->achieved_per_s)));
      continue;
    }
    result.findings.push_back(
        fmt::format("{}: sent {} late at P50 and {} at P99; offered {}; {}; RSS {}.", point->step,
                    reports::milliseconds(point->lag_ms_p50),
                    reports::milliseconds(point->lag_ms_p99), offered(*point),
                    reports::cores(point->cpu_cores), reports::mebibytes(point->rss_mib_peak)));
  }
}

}  // namespace scenarios
