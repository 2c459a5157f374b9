#include "harness/stats/decline.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace harness::stats {
namespace {

constexpr double likelier = 3.5;  // in logarithms

/// One slice that has requests.
struct Point {
  double at = 0, excess = 0;
  double variance = 0;      // at the level of the second half
  double proportional = 0;  // what it grows by with the excess, as a part of itself
  bool within = false;      // the range that is looked at, not after it

  double variance_at(double excess_there) const {
    return variance * std::pow(std::max(1.0, 1 + proportional * excess_there), 2);
  }
};
using Points = std::vector<Point>;

Points points_of(const Excess& excess, SliceRange range, std::size_t end, bool in_proportion) {
  Points points;
  for (std::size_t i = range.first; i < end; ++i) {
    const SliceRange slice{i, i + 1};
    if (!excess.has(slice)) continue;
    points.push_back({.at = static_cast<double>(i - range.first) + 0.5,
                      .excess = excess.over(slice),
                      .variance = std::pow(excess.deviation(slice), 2),
                      .proportional = in_proportion ? 1 / excess.level() : 0,
                      .within = i < range.end});
  }
  return points;
}

/// The logarithm of the likelihood of the points where law(at) is their true excess, up to a
/// constant. Within the range they may scatter more than the second half does, by whatever makes
/// them likeliest.
template <class Law, class Free>
double likelihood(const Points& points, const Law& law, const Free& is_free) {
  double squares = 0, count = 0, sum = 0;
  for (const Point& point : points) {
    const double expected = law(point.at);
    const double variance = point.variance_at(expected);
    const double square = is_free(point.at) ? 0 : std::pow(point.excess - expected, 2) / variance;
    sum -= std::log(variance);
    if (point.within) {
      squares += square;
      ++count;
    } else {
      sum -= square;
    }
  }
  const double wider = std::max(1.0, squares / count);
  return (sum - squares / wider - count * std::log(wider)) / 2;
}

struct BestStep {
  double likelihood = -std::numeric_limits<double>::infinity();
  double width = 0;
};

BestStep best_step(const Points& points) {
  BestStep best;
  double sum = 0, weight = 0;
  for (const Point& point : points) {
    sum += point.excess / point.variance;
    weight += 1 / point.variance;
    const double width = point.at + 0.5, height = sum / weight;
    const double found = likelihood(
        points, [=](double at) { return at < width ? height : 0; },
        [=](double at) { return at > width && at < width + 1; });
    if (found > best.likelihood) best = {found, width};
  }
  return best;
}

/// The likelihood of a law times the height that fits best, found by weighing the points anew.
template <class Law>
double fitted(const Points& points, const Law& law) {
  double height = 0;
  for (int pass = 0; pass < 3; ++pass) {
    double products = 0, squares = 0;
    for (const Point& point : points) {
      const double shape = law(point.at);
      const double weight = 1 / point.variance_at(height * shape);
      products += weight * point.excess * shape;
      squares += weight * shape * shape;
    }
    height = squares > 0 ? std::max(0.0, products / squares) : 0;
  }
  return likelihood(
      points, [&](double at) { return height * law(at); }, [](double) { return false; });
}

double best_law(const Points& points) {
  double best = -std::numeric_limits<double>::infinity();
  const double widest = 2 * points.back().at;
  for (double width = 0.5; width <= widest; width *= 1.15) {
    best = std::max({best, fitted(points, [=](double at) { return std::max(0.0, 1 - at / width); }),
                     fitted(points, [=](double at) { return std::exp(-at / width); }),
                     fitted(points, [=](double at) { return 1 / (1 + at / width); })});
  }
  return best;
}

/// Of the first slice's excess, less than half is left in the second.
bool falls_at_once(const Excess& excess, SliceRange range) {
  const SliceRange first{range.first, range.first + 1}, second{first.end, first.end + 1};
  return second.end <= excess.slices() && excess.has(first) && excess.has(second) &&
         excess.over(second) < excess.over(first) / 2;
}

}  // namespace

bool declines(const Excess& excess, SliceRange range, std::size_t latest) {
  const std::size_t end = std::min(latest, range.end + range.size());
  BestStep step;
  double law = step.likelihood;
  for (const bool in_proportion : {false, true}) {
    const Points points = points_of(excess, range, end, in_proportion);
    if (points.empty()) return false;
    const BestStep found = best_step(points);
    if (found.likelihood > step.likelihood) step = found;
    law = std::max(law, best_law(points));
  }
  return law - step.likelihood > likelier || (step.width <= 1 && falls_at_once(excess, range));
}

}  // namespace harness::stats
