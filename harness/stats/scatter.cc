#include "harness/stats/scatter.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <numeric>

#include "harness/stats/total.h"

namespace harness::stats {
namespace {

constexpr std::size_t fewest_merged = 16;
// Half a deviation of chance below 0: cut off at 0, chance alone would widen every interval.
constexpr double lowest_correlation = -0.05;
constexpr double highest_correlation = 0.9;  // beyond it the batches tell nothing but a trend

double sum_of_squares(const std::vector<double>& values) {
  return std::inner_product(values.begin(), values.end(), values.begin(), 0.0);
}

/// Of neighbours. Taking the residuals' mean off biases it by -1/n, which is made good.
double correlation(const std::vector<double>& residuals, double squares) {
  const double products =
      std::inner_product(residuals.begin() + 1, residuals.end(), residuals.begin(), 0.0);
  return products / squares + 1 / static_cast<double>(residuals.size());
}

void merge_neighbours(std::vector<double>& residuals) {
  const std::size_t pairs = residuals.size() / 2;
  for (std::size_t i = 0; i < pairs; ++i) residuals[i] = residuals[2 * i] + residuals[2 * i + 1];
  if (residuals.size() % 2 == 1) residuals[pairs - 1] += residuals.back();
  residuals.resize(pairs);
}

double kurtosis(const std::vector<double>& residuals, double squares) {
  double fourth = 0;
  for (const double residual : residuals) fourth += residual * residual * residual * residual;
  return fourth * static_cast<double>(residuals.size()) / (squares * squares);
}

double skewness(const std::vector<double>& residuals, double squares) {
  double third = 0;
  for (const double residual : residuals) third += residual * residual * residual;
  return third * std::sqrt(static_cast<double>(residuals.size())) / (squares * std::sqrt(squares));
}

}  // namespace

std::vector<double> residuals(const Ratio& ratio) {
  const double of_all = total(ratio.numerators) / total(ratio.denominators);
  std::vector<double> rest;
  rest.reserve(ratio.numerators.size());
  for (std::size_t i = 0; i < ratio.numerators.size(); ++i) {
    if (ratio.numerators[i] == 0 && ratio.denominators[i] == 0) continue;
    rest.push_back(ratio.numerators[i] - of_all * ratio.denominators[i]);
  }
  return rest;
}

std::optional<Scatter> scatter_of(std::vector<double> residuals) {
  if (residuals.size() < fewest_batches) return {};
  double squares = sum_of_squares(residuals);
  auto count = static_cast<double>(residuals.size());
  if (!(squares > 0)) return Scatter{0, count - 1, count, 0};
  double left = correlation(residuals, squares);
  while (residuals.size() >= 2 * fewest_merged && left * std::sqrt(count) >= 1) {
    merge_neighbours(residuals);
    squares = sum_of_squares(residuals);
    if (!(squares > 0)) break;
    count = static_cast<double>(residuals.size());
    left = correlation(residuals, squares);
  }
  left = std::clamp(left, lowest_correlation, highest_correlation);
  const double inflation = (1 + left) / (1 - left);
  const double spread = std::max(kurtosis(residuals, squares) - 1, 2 * count / (count - 1));
  return Scatter{squares * count / (count - 1) * inflation, 2 * count / spread,
                 count / std::max(1.0, inflation), skewness(residuals, squares)};
}

Interval bent_interval(const Scatter& scatter, double confidence) {
  const double deviation = std::sqrt(scatter.variance);
  const double factor = students_factor(confidence, scatter.degrees);
  const double bend = scatter.skewness / (6 * std::sqrt(scatter.independent));
  const auto bent = [&](double t) {
    return std::abs(bend) < 1e-6 ? t : (std::cbrt(1 + 6 * bend * (t - bend)) - 1) / (2 * bend);
  };
  return {-bent(factor) * deviation, -bent(-factor) * deviation};
}

double students_factor(double confidence, double degrees) {
  const boost::math::students_t law(degrees);
  return boost::math::quantile(boost::math::complement(law, (1 - confidence) / 2));
}

}  // namespace harness::stats
