#include "harness/fit/knee.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "harness/figure_text.h"
#include "harness/fit/positive.h"

namespace harness::fit {
namespace {

/// Loads so near one another say nothing of the curve's shape.
constexpr double as_one = 0.05;

/// In logarithms, in which a curve of latency is smooth up to saturation.
struct LogPoint {
  double rate = 0, latency = 0;
  double low = 0, high = 0;  // of the latency

  double power() const { return rate - latency; }
  double least_power() const { return rate - high; }
  double most_power() const { return rate - low; }
};

bool is_sound(const LoadPoint& point) {
  if (!is_positive(point.rate_per_s) || !is_positive(point.latency_ms)) return false;
  if (!point.interval) return true;
  return is_positive(point.interval->high) && point.interval->low <= point.latency_ms &&
         point.latency_ms <= point.interval->high;
}

/// An interval from 0 on, or below, leaves open how large the power is: half of the latency is as
/// near to nothing as a logarithm needs.
LogPoint in_logarithms(const LoadPoint& point) {
  const double latency = std::log(point.latency_ms);
  LogPoint log{std::log(point.rate_per_s), latency, latency, latency};
  if (point.interval) {
    log.low = std::log(std::max(point.interval->low, point.latency_ms / 2));
    log.high = std::log(point.interval->high);
  }
  return log;
}

LogPoint mean_of(std::span<const LogPoint> points) {
  LogPoint sum;
  const double share = 1.0 / static_cast<double>(points.size());
  for (const LogPoint& point : points) {
    sum.rate += share * point.rate;
    sum.latency += share * point.latency;
    sum.low += share * point.low;
    sum.high += share * point.high;
  }
  return sum;
}

/// By rate; those that are as one, averaged.
std::vector<LogPoint> in_order(std::span<const LoadPoint> points) {
  std::vector<LogPoint> all;
  for (const LoadPoint& point : points) all.push_back(in_logarithms(point));
  std::sort(all.begin(), all.end(),
            [](const LogPoint& a, const LogPoint& b) { return a.rate < b.rate; });
  std::vector<LogPoint> curve;
  for (std::size_t first = 0; first < all.size();) {
    std::size_t end = first + 1;
    while (end < all.size() && all[end].rate - all[first].rate <= as_one) ++end;
    curve.push_back(mean_of(std::span(all).subspan(first, end - first)));
    first = end;
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

/// `best` has the largest power of all, and is neither the first nor the last.
Knee inside(std::span<const LogPoint> curve, std::size_t best) {
  const LogPoint &a = curve[best - 1], &b = curve[best], &c = curve[best + 1];
  const Parabola power(a, b, c, [](const LogPoint& point) { return point.power(); });
  const Parabola latency(a, b, c, [](const LogPoint& point) { return point.latency; });
  const double top = power.curvature < 0 ? std::clamp(power.top(), a.rate, c.rate) : b.rate;
  std::size_t first = best, last = best;
  for (std::size_t i = 0; i < curve.size(); ++i) {
    if (curve[i].most_power() < b.least_power()) continue;
    first = std::min(first, i);
    last = std::max(last, i);
  }
  Knee knee;
  knee.rate_per_s = std::exp(top);
  knee.between = stats::Interval{std::exp(curve[first > 0 ? first - 1 : 0].rate),
                                 std::exp(curve[std::min(last + 1, curve.size() - 1)].rate)};
  knee.may_be_beyond = first == 0 || last + 1 == curve.size();
  knee.latency_ms = std::exp(latency.at(top));
  knee.verdict = fmt::format(
      "most throughput for its latency at {}, between {} and {}{}", rate_text(*knee.rate_per_s),
      rate_text(knee.between->low), rate_text(knee.between->high),
      knee.may_be_beyond ? " or beyond, as the curve can't tell its ends apart" : "");
  return knee;
}

}  // namespace

Expected<Knee> find_knee(std::span<const LoadPoint> points) {
  for (const LoadPoint& point : points) {
    if (!is_sound(point)) {
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
  if (best != curve.begin() && best + 1 != curve.end()) {
    return inside(curve, static_cast<std::size_t>(best - curve.begin()));
  }
  Knee none;
  none.latency_ms = std::exp(best->latency);
  none.verdict = best == curve.begin()
                     ? fmt::format("no knee: latency grows faster than the load from {} on",
                                   rate_text(std::exp(best->rate)))
                     : fmt::format("no knee up to {}: the load still grows faster than latency",
                                   rate_text(std::exp(best->rate)));
  return none;
}

}  // namespace harness::fit
