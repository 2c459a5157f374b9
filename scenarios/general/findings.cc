#include "scenarios/general/findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "harness/result/outcomes.h"
#include "reports/words/figure_format.h"
#include "reports/words/point_names.h"
#include "reports/words/units.h"
#include "scenarios/general/engine_comparison.h"

namespace scenarios {
namespace {

using harness::result::Figure;
using harness::result::Point;
using harness::result::RunResult;

using harness::result::accepted;
using harness::result::failed_share;
using harness::result::shed_share;
using harness::result::whole_phase;

/// "1 % refused (9.51k of 950k), nothing failed", of a point with all requests of its phase.
std::string losses(const Point& point) {
  std::string text = "nothing was shed";
  if (point.shed.value_or(0) > 0) {
    text = fmt::format("{} refused ({} of {})", reports::words::percent(shed_share(point)),
                       reports::words::count(point.shed), reports::words::count(point.requests));
  }
  if (point.failed.value_or(0) <= 0) return text + ", nothing failed";
  return text + fmt::format(", {} of the accepted failed ({} of {})",
                            reports::words::percent(failed_share(point)),
                            reports::words::count(point.failed),
                            reports::words::count(accepted(point)));
}

/// "; first token P50 12 ms and P99 30 ms, 1.2k tokens/s", where requests bring something.
std::string brought(const RunResult& result, const Point& point) {
  const std::string unit = reports::words::unit_of(result);
  if (unit.empty() || !point.first_result_ms_p99) return {};
  return fmt::format("; {} P50 {} and P99 {}, {} {}/s", reports::words::first_of(unit),
                     reports::words::milliseconds(point.first_result_ms_p50),
                     reports::words::milliseconds(point.first_result_ms_p99),
                     reports::words::count(point.units_per_s), unit);
}

std::string name_of(const RunResult& result, const Point& point) {
  return reports::words::PointNames(result)(point.step, point.phase);
}

/// "at 814/s (60 % of capacity)"
std::string at_rate(const RunResult& result, const Point& point) {
  std::string text = reports::words::rate(point.offered_per_s);
  if (result.capacity_per_s && *result.capacity_per_s > 0 && point.offered_per_s) {
    text += fmt::format(" ({} of capacity)",
                        reports::words::percent(*point.offered_per_s / *result.capacity_per_s));
  }
  return text;
}

/// How far the offered rate was off the scenario's; or just the rate, where the user chose another.
std::string offered(const Point& point) {
  const double off = point.offered_per_s.value_or(0) / overhead_rate_per_s - 1;
  if (std::abs(off) > 0.05) return reports::words::rate(point.offered_per_s);
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
    const Point whole = whole_phase(result, *point);
    result.findings.push_back(
        fmt::format("{}: at {}, P99 {} and P50 {}{}{}; {}{}.", name_of(result, *point),
                    at_rate(result, *point), reports::words::milliseconds(point->latency_ms_p99),
                    reports::words::milliseconds(point->latency_ms_p50),
                    whole.shed.value_or(0) > 0 ? " of those that ended ok" : "",
                    brought(result, *point), losses(whole),
                    point->cache_hit_ratio
                        ? "; cache hit ratio " + reports::words::percent(point->cache_hit_ratio)
                        : std::string()));
  }
}

void conclude_bursts(RunResult& result) {
  compare_engines(result);
  for (Point* point : measured_points(result)) {
    if (!point->phase.starts_with("burst")) continue;
    result.findings.push_back(
        fmt::format("{}: at {}, {}; P99 of those that ended ok {}{}.", name_of(result, *point),
                    at_rate(result, *point), losses(whole_phase(result, *point)),
                    reports::words::milliseconds(point->latency_ms_p99),
                    point->recovery_s ? fmt::format("; recovered {} after its end",
                                                    reports::words::seconds(point->recovery_s))
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
                      reports::words::rate(point->achieved_per_s)));
      continue;
    }
    result.findings.push_back(fmt::format(
        "{}: sent {} late at P50 and {} at P99; offered {}; {}; RSS {}.", point->step,
        reports::words::milliseconds(point->lag_ms_p50),
        reports::words::milliseconds(point->lag_ms_p99), offered(*point),
        reports::words::cores(point->cpu_cores), reports::words::mebibytes(point->rss_mib_peak)));
  }
}

}  // namespace scenarios
