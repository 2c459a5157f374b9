#include "harness/fit/knee.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

#include "harness/fit/positive.h"

namespace harness::fit {
namespace {

/// In logarithms, in which a curve of latency is smooth up to saturation.
struct LogPoint {
  double rate = 0, latency = 0;

  double power() const { return rate - latency; }
};

/// By rate, averaged.
std::vector<LogPoint> in_order(std::span<const LoadPoint> points) {
  std::map<double, std::pair<double, double>> by_rate;  // count and sum of logarithms
  for (const LoadPoint& point : points) {
    auto& [count, sum] = by_rate[point.rate_per_s];
    count += 1;
    sum += std::log(point.latency_ms);
  }
  std::vector<LogPoint> curve;
  for (const auto& [rate, total] : by_rate) {
    curve.push_back({std::log(rate), total.second / total.first});
  }
  return curve;
}

/// Newton's parabola through three points.
struct Parabola {
  double x0, y0, slope, x1, curvature;

  Parabola(const LogPoint& a, const LogPoint& b, const LogPoint& c, double (*of)(const LogPoint&))
      : x0(a.rate), y0(of(a)), slope((of(b) - of(a)) / (b.rate - a.rate)), x1(b.rate) {
    const double next = (of(c) - of(b)) / (c.rate - b.rate);
    curvature = (next - slope) / (c.rate - a.rate);
  }
  double at(double x) const { return y0 + slope * (x - x0) + curvature * (x - x0) * (x - x1); }
  double top() const { return (x0 + x1) / 2 - slope / (2 * curvature); }
};

Knee inside(const LogPoint& a, const LogPoint& b, const LogPoint& c) {
  const Parabola power(a, b, c, [](const LogPoint& point) { return point.power(); });
  const Parabola latency(a, b, c, [](const LogPoint& point) { return point.latency; });
  const double top = power.curvature < 0 ? std::clamp(power.top(), a.rate, c.rate) : b.rate;
  Knee knee;
  knee.rate_per_s = std::exp(top);
  knee.between = stats::Interval{std::exp(a.rate), std::exp(c.rate)};
  knee.latency_ms = std::exp(latency.at(top));
  knee.verdict = fmt::format("most throughput for its latency at {:.4g}/s", *knee.rate_per_s);
  return knee;
}

}  // namespace

Expected<Knee> find_knee(std::span<const LoadPoint> points) {
  for (const LoadPoint& point : points) {
    if (!is_positive(point.rate_per_s) || !is_positive(point.latency_ms)) {
      return failure(fmt::format("no knee can be found with {} ms at {}/s", point.latency_ms,
                                 point.rate_per_s));
    }
  }
  const std::vector<LogPoint> curve = in_order(points);
  if (curve.size() < 3) {
    return failure(fmt::format("a knee needs 3 different loads, and there are {}", curve.size()));
  }
  const auto best =
      std::max_element(curve.begin(), curve.end(),
                       [](const LogPoint& a, const LogPoint& b) { return a.power() < b.power(); });
  if (best != curve.begin() && best + 1 != curve.end()) return inside(best[-1], *best, best[1]);
  Knee none;
  none.latency_ms = std::exp(best->latency);
  none.verdict =
      best == curve.begin()
          ? fmt::format("no knee: latency grows faster than the load from {:.4g}/s on",
                        std::exp(best->rate))
          : fmt::format("no knee up to {:.4g}/s: the load still grows faster than latency",
                        std::exp(best->rate));
  return none;
}

}  // namespace harness::fit
