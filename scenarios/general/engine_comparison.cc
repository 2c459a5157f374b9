#include "scenarios/general/engine_comparison.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "harness/result/outcomes.h"
#include "harness/stats/quotient.h"
#include "reports/words/engines.h"
#include "reports/words/estimate.h"
#include "reports/words/figure_format.h"

namespace scenarios {
namespace {

using harness::result::Figure;
using harness::result::Point;
using harness::result::RunResult;
using harness::stats::Estimate;

/// A figure of a point with its interval.
struct Compared {
  const char* name;
  Figure Point::*value;
  Figure Point::*low;
  Figure Point::*high;
};
constexpr Compared throughput{"throughput", &Point::achieved_per_s, &Point::achieved_per_s_low,
                              &Point::achieved_per_s_high};
constexpr std::array latencies{Compared{"P50", &Point::latency_ms_p50, &Point::latency_ms_p50_low,
                                        &Point::latency_ms_p50_high},
                               Compared{"P95", &Point::latency_ms_p95, &Point::latency_ms_p95_low,
                                        &Point::latency_ms_p95_high},
                               Compared{"P99", &Point::latency_ms_p99, &Point::latency_ms_p99_low,
                                        &Point::latency_ms_p99_high}};

/// The second point of the two against the first, at the same load.
struct Pair {
  const Point& before;
  const Point& now;
  std::string load;
};

Estimate estimate_of(const Point& point, const Compared& figure) {
  Estimate estimate{.value = (point.*figure.value).value_or(0), .interval = {}};
  const Figure& low = point.*figure.low;
  const Figure& high = point.*figure.high;
  if (low && high) estimate.interval = {*low, *high};
  return estimate;
}

std::optional<Estimate> quotient(const Pair& pair, const Compared& figure) {
  const Estimate before = estimate_of(pair.before, figure);
  const Estimate now = estimate_of(pair.now, figure);
  if (!(before.value > 0) || !(now.value > 0)) return std::nullopt;
  return harness::stats::quotient(now, before);
}

std::string name_of(const Pair& pair, const Compared& figure) {
  return fmt::format("{}, {} against {}, {}", figure.name, pair.now.engine, pair.before.engine,
                     pair.load);
}

/// "P99 −62 % (−66 to −57)", and an estimate of it.
std::string change(RunResult& result, const Pair& pair, const Compared& figure) {
  const auto ratio = quotient(pair, figure);
  if (!ratio) return {};
  const auto percent = [](double times) { return (times - 1) * 100; };
  harness::result::Estimated estimate{.name = name_of(pair, figure),
                                      .value = percent(ratio->value),
                                      .low = {},
                                      .high = {},
                                      .unit = "%",
                                      .sentence = "of the same load"};
  std::string text =
      fmt::format("{} {}", figure.name, reports::words::signed_percent(ratio->value - 1));
  if (ratio->interval) {
    estimate.low = percent(ratio->interval->low);
    estimate.high = percent(ratio->interval->high);
    text += fmt::format(" ({} to {})", reports::words::signed_percent(ratio->interval->low - 1),
                        reports::words::signed_percent(ratio->interval->high - 1));
  }
  result.estimates.push_back(std::move(estimate));
  return text;
}

/// "throughput 4.21x (4.1 to 4.3)", and an estimate of it.
std::string throughput_ratio(RunResult& result, const Pair& pair) {
  const auto ratio = quotient(pair, throughput);
  if (!ratio) return {};
  harness::result::Estimated estimate{.name = name_of(pair, throughput),
                                      .value = ratio->value,
                                      .low = {},
                                      .high = {},
                                      .unit = "x",
                                      .sentence = "of the same load"};
  std::string text = fmt::format("throughput {}", reports::words::times(ratio->value));
  if (ratio->interval) {
    estimate.low = ratio->interval->low;
    estimate.high = ratio->interval->high;
    text += fmt::format(" ({} to {})", reports::words::times(estimate.low),
                        reports::words::times(estimate.high));
  }
  result.estimates.push_back(std::move(estimate));
  return text;
}

/// In an open loop both are offered the same: the throughput tells only where one could not keep
/// up.
bool throughput_matters(const Pair& pair) {
  if (!pair.now.planned_per_s) return true;
  const double ratio = pair.now.achieved_per_s.value_or(0) / pair.before.achieved_per_s.value_or(1);
  return std::abs(ratio - 1) > 0.02;
}

/// "; latencies are of those that ended ok, v1 refused nothing and v2 40 %"; empty where neither
/// did.
std::string refusals(const RunResult& result, const Pair& pair) {
  const auto share = [&](const Point& point) {
    return harness::result::shed_share(harness::result::whole_phase(result, point)).value_or(0);
  };
  const auto words = [](double refused) {
    return refused > 0 ? reports::words::percent(refused) : std::string("nothing");
  };
  const double before = share(pair.before), now = share(pair.now);
  if (before <= 0 && now <= 0) return {};
  return fmt::format("; latencies are of those that ended ok, {} refused {} and {} {}",
                     pair.before.engine, words(before), pair.now.engine, words(now));
}

void compare(RunResult& result, const Pair& pair) {
  std::string parts = throughput_matters(pair) ? throughput_ratio(result, pair) : std::string();
  for (const Compared& figure : latencies) {
    const std::string part = change(result, pair, figure);
    if (!part.empty()) parts += (parts.empty() ? "" : ", ") + part;
  }
  if (parts.empty()) return;
  result.findings.push_back(fmt::format("{}, {} against {}: {}{}.", pair.load, pair.now.engine,
                                        pair.before.engine, parts, refusals(result, pair)));
}

}  // namespace

void compare_engines(RunResult& result) {
  for (const reports::words::SameLoad& load : reports::words::same_loads(result)) {
    if (load.points.front() == nullptr) continue;
    for (std::size_t i = 1; i < load.points.size(); ++i) {
      if (load.points[i] == nullptr) continue;
      compare(result, {*load.points.front(), *load.points[i], load.name});
    }
  }
}

}  // namespace scenarios
