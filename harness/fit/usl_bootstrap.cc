#include "harness/fit/usl_bootstrap.h"

#include <algorithm>
#include <array>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <numbers>

#include "harness/schedule/generator.h"

namespace harness::fit {
namespace {

constexpr double z_95 = 1.959963984540054;
constexpr std::size_t samples = 1000;

using Vector = std::array<double, 3>;

/// The normal equations of N/X = c0 + c1 (N-1) + c2 N(N-1).
struct Equations {
  std::array<Vector, 3> matrix{};
  Vector right{};
  double squares = 0;
};

Equations normal_equations(std::span<const WeightedPoint> points) {
  Equations equations;
  for (const WeightedPoint& point : points) {
    const double n = point.workers, y = n / point.throughput;
    const double weight = 1 / (y * y * point.relative * point.relative);
    const Vector row{1, n - 1, n * (n - 1)};
    for (std::size_t i = 0; i < 3; ++i) {
      for (std::size_t j = 0; j < 3; ++j) equations.matrix[i][j] += weight * row[i] * row[j];
      equations.right[i] += weight * row[i] * y;
    }
    equations.squares += weight * y * y;
  }
  return equations;
}

/// Solves for the coefficients in use (a bit each), the others 0, by elimination with scaling;
/// empty where they can't be told apart.
std::optional<Vector> solve(const Equations& equations, unsigned used) {
  std::array<Vector, 3> a = equations.matrix;
  Vector b = equations.right;
  for (std::size_t i = 0; i < 3; ++i) {
    if ((used >> i & 1U) != 0) continue;
    for (std::size_t j = 0; j < 3; ++j) a[i][j] = a[j][i] = 0;
    a[i][i] = 1;
    b[i] = 0;
  }
  for (std::size_t i = 0; i < 3; ++i) {  // positive definite: no pivoting needed
    const double scale = (used >> i & 1U) != 0 ? equations.matrix[i][i] : 1;
    if (!(a[i][i] > 1e-13 * scale)) return std::nullopt;
    for (std::size_t j = i + 1; j < 3; ++j) {
      const double factor = a[j][i] / a[i][i];
      for (std::size_t k = i; k < 3; ++k) a[j][k] -= factor * a[i][k];
      b[j] -= factor * b[i];
    }
  }
  Vector solution{};
  for (std::size_t i = 3; i-- > 0;) {
    double rest = b[i];
    for (std::size_t k = i + 1; k < 3; ++k) rest -= a[i][k] * solution[k];
    solution[i] = rest / a[i][i];
  }
  return solution;
}

double squares_left(const Equations& equations, const Vector& solution) {
  double explained = 0;
  for (std::size_t i = 0; i < 3; ++i) explained += solution[i] * equations.right[i];
  return equations.squares - explained;
}

double standard_normal(schedule::Generator& generator) {  // Box and Muller 1958
  const double radius = std::sqrt(-2 * std::log1p(-generator.unit()));
  return radius * std::cos(2 * std::numbers::pi * generator.unit());
}

/// From the 2.5 % to the 97.5 % quantile.
stats::Interval middle_95(std::vector<double>& values) {
  std::sort(values.begin(), values.end());
  return {values[samples / 40], values[samples - 1 - samples / 40]};
}

bool all_have_intervals(std::span<const ScalePoint> points) {
  return std::all_of(points.begin(), points.end(),
                     [](const ScalePoint& point) { return point.throughput.interval.has_value(); });
}

double chi_square(std::span<const WeightedPoint> points, const Coefficients& law) {
  double sum = 0;
  for (const WeightedPoint& point : points) {
    const double off = point.throughput / throughput_at(law, point.workers) - 1;
    sum += off * off / (point.relative * point.relative);
  }
  return sum;
}

/// By what the relative errors are to be multiplied when points are drawn anew.
std::optional<double> error_factor(std::span<const ScalePoint> points,
                                   std::span<const WeightedPoint> weighted,
                                   const Coefficients& law) {
  const double freedom = static_cast<double>(points.size()) - 3;
  const bool known = all_have_intervals(points);
  if (freedom < 1) return known ? std::optional(1.0) : std::nullopt;
  const double t = boost::math::quantile(boost::math::students_t_distribution<>(freedom), 0.975);
  const double from_residuals = std::sqrt(chi_square(weighted, law) / freedom) * t / z_95;
  if (!known) return from_residuals;
  return misfit_p(points, law) < 0.05 ? std::max(1.0, from_residuals) : 1.0;
}

}  // namespace

double throughput_at(const Coefficients& law, double workers) {
  return law.gamma * workers / (1 + law.alpha * (workers - 1) + law.beta * workers * (workers - 1));
}

std::optional<double> peak_workers(const Coefficients& law) {
  if (law.beta > 0) return std::sqrt(std::max(1.0, (1 - law.alpha) / law.beta));
  if (law.alpha > 1) return 1;
  return std::nullopt;
}

std::vector<WeightedPoint> weigh(std::span<const ScalePoint> points) {
  const bool known = all_have_intervals(points);
  std::vector<WeightedPoint> weighted;
  for (const ScalePoint& point : points) {
    WeightedPoint& added = weighted.emplace_back();
    added.workers = point.workers;
    added.throughput = point.throughput.value;
    if (!known) continue;
    const double width = point.throughput.interval->high - point.throughput.interval->low;
    added.relative = std::max(1e-3, width / (2 * z_95 * point.throughput.value));
  }
  return weighted;
}

Coefficients least_squares(std::span<const WeightedPoint> points) {
  const Equations equations = normal_equations(points);
  Vector best{equations.right[0] / equations.matrix[0][0], 0, 0};
  double least = squares_left(equations, best);
  // The unconstrained solution if it is feasible, else the best on the boundary.
  for (const unsigned used : {0b111U, 0b101U, 0b011U}) {
    const auto solution = solve(equations, used);
    if (!solution || !((*solution)[0] > 0) || (*solution)[1] < 0 || (*solution)[2] < 0) continue;
    const double left = squares_left(equations, *solution);
    if (left < least) {
      least = left;
      best = *solution;
    }
    if (used == 0b111U) break;
  }
  return {1 / best[0], best[1] / best[0], best[2] / best[0]};
}

double misfit_p(std::span<const ScalePoint> points, const Coefficients& law) {
  const double freedom = static_cast<double>(points.size()) - 3;
  if (freedom < 1 || !all_have_intervals(points)) return 1;
  return boost::math::cdf(boost::math::complement(boost::math::chi_squared_distribution<>(freedom),
                                                  chi_square(weigh(points), law)));
}

std::optional<Spread> bootstrap(std::span<const ScalePoint> points,
                                std::span<const WeightedPoint> weighted, const Coefficients& law,
                                std::uint64_t seed) {
  const auto factor = error_factor(points, weighted, law);
  if (!factor) return std::nullopt;
  schedule::Generator generator(seed, schedule::Stream::items);
  std::vector<WeightedPoint> drawn(weighted.begin(), weighted.end());
  std::vector<double> gammas, alphas, betas, peaks;
  for (std::size_t sample = 0; sample < samples; ++sample) {
    for (std::size_t i = 0; i < drawn.size(); ++i) {
      const double error = *factor * weighted[i].relative * standard_normal(generator);
      drawn[i].throughput =
          throughput_at(law, drawn[i].workers) * std::exp(std::clamp(error, -10.0, 10.0));
    }
    const Coefficients again = least_squares(drawn);
    gammas.push_back(again.gamma);
    alphas.push_back(again.alpha);
    betas.push_back(again.beta);
    peaks.push_back(peak_workers(again).value_or(HUGE_VAL));
  }
  const stats::Interval peak = middle_95(peaks);
  return Spread{middle_95(gammas), middle_95(alphas), middle_95(betas), peak.low, peak.high};
}

}  // namespace harness::fit
