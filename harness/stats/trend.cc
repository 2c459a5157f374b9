#include "harness/stats/trend.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "harness/stats/scatter.h"

namespace harness::stats {
namespace {

constexpr std::size_t most_values = 256;  // 32,640 pairs
constexpr std::size_t fewest_merged_values = 20;
constexpr double merged_above = 0.3;  // correlation of neighbours
constexpr double highest_correlation_of_values =
    0.9;  // beyond it the values tell nothing but a trend

struct Values {
  std::vector<double> times, values;

  std::size_t size() const { return times.size(); }
};

/// Means of so many neighbours each; what is left at the beginning, nearest to the warm-up, goes.
Values merged(const Values& series, std::size_t of) {
  Values fewer;
  for (std::size_t i = series.size() % of; i < series.size(); i += of) {
    double time = 0, value = 0;
    for (std::size_t k = i; k < i + of; ++k) {
      time += series.times[k];
      value += series.values[k];
    }
    fewer.times.push_back(time / static_cast<double>(of));
    fewer.values.push_back(value / static_cast<double>(of));
  }
  return fewer;
}

/// Precondition: not empty.
double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  return std::midpoint(*middle, *std::max_element(values.begin(), middle));
}

std::vector<double> slopes_of_pairs(const Values& series) {
  std::vector<double> slopes;
  slopes.reserve(series.size() * (series.size() - 1) / 2);
  for (std::size_t i = 0; i < series.size(); ++i) {
    for (std::size_t k = i + 1; k < series.size(); ++k) {
      slopes.push_back((series.values[k] - series.values[i]) / (series.times[k] - series.times[i]));
    }
  }
  return slopes;
}

/// Of neighbours about their line, its bias made good.
double correlation(const Values& series) {
  const double slope = median(slopes_of_pairs(series));
  std::vector<double> rest(series.size());
  double mean = 0;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    rest[i] = series.values[i] - slope * series.times[i];
    mean += rest[i] / static_cast<double>(rest.size());
  }
  for (double& value : rest) value -= mean;
  const double squares = std::inner_product(rest.begin(), rest.end(), rest.begin(), 0.0);
  if (!(squares > 0)) return 0;
  const double seen = std::inner_product(rest.begin() + 1, rest.end(), rest.begin(), 0.0) / squares;
  const auto count = static_cast<double>(rest.size());
  return (count * seen + 2) / (count - 4);
}

Values whitened(const Values& series, double correlated) {
  Values white;
  for (std::size_t i = 1; i < series.size(); ++i) {
    white.times.push_back(series.times[i]);
    white.values.push_back((series.values[i] - correlated * series.values[i - 1]) /
                           (1 - correlated));
  }
  return white;
}

/// Sen's interval of the slopes of all pairs of `count` values, of which `independent` tell; of so
/// few that it has no ends, all that the slopes span.
Interval interval_of(std::vector<double>& slopes, double count, double independent,
                     double confidence) {
  const double deviation = std::sqrt(count * (count - 1) * (2 * count + 5) / 18);  // of Kendall's S
  const double factor = students_factor(confidence, std::max(2.0, independent - 2));
  const auto pairs = static_cast<double>(slopes.size());
  const double from = std::max(0.0, std::floor((pairs - factor * deviation) / 2));
  const double to = std::min(pairs - 1, std::ceil((pairs + factor * deviation) / 2));
  std::sort(slopes.begin(), slopes.end());
  return {slopes[static_cast<std::size_t>(from)], slopes[static_cast<std::size_t>(to)]};
}

}  // namespace

std::optional<Trend> trend_of(std::span<const double> times, std::span<const double> values,
                              double confidence) {
  if (times.size() < fewest_batches) return {};
  Values series{{times.begin(), times.end()}, {values.begin(), values.end()}};
  if (series.size() > most_values) {
    series = merged(series, (series.size() + most_values - 1) / most_values);
  }
  double left = correlation(series);
  while (left > merged_above && series.size() >= 2 * fewest_merged_values) {
    series = merged(series, 2);
    left = correlation(series);
  }
  left = std::clamp(left, 0.0, highest_correlation_of_values);
  const Values white = whitened(series, left);
  std::vector<double> slopes = slopes_of_pairs(white);
  const auto count = static_cast<double>(white.size());
  const double independent = count * (1 - left) / (1 + left);
  Trend trend{.slope = {.value = median(slopes_of_pairs(series)), .interval = {}, .effective = 0},
              .middle = std::midpoint(series.times.front(), series.times.back()),
              .level = 0};
  const Interval white_one = interval_of(slopes, count, independent, confidence);
  // Of a series that bends, such as one that levels off, the whitened slopes may be others.
  trend.slope.interval = Interval{std::min(white_one.low, trend.slope.value),
                                  std::max(white_one.high, trend.slope.value)};
  trend.slope.effective = independent;
  std::vector<double> levels;
  for (std::size_t i = 0; i < series.size(); ++i) {
    levels.push_back(series.values[i] - trend.slope.value * (series.times[i] - trend.middle));
  }
  trend.level = median(std::move(levels));
  return trend;
}

}  // namespace harness::stats
