#include "harness/search/root_fit.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <vector>

namespace harness::search {
namespace {

constexpr double near_bound = 1.7;  // in the link: from about a fifth of the bound to five times it

/// A probe in the regression, at x = log(rate / centre).
struct Row {
  double x = 0;
  double nearness = 0;  // 0 .. 1
  double dispersion = 0;
  const Standing* standing = nullptr;
  double response = 0;  // the working response: a distance from link(bound)
  double variance = 0;  // of the response, from within the probe
};

/// response = level + slope x, and the covariance of the two.
struct Line {
  double level = 0, slope = 0;
  double var_level = 0, var_slope = 0, covariance = 0;

  double at(double x) const { return level + slope * x; }
  double variance_at(double x) const { return var_level + 2 * x * covariance + x * x * var_slope; }
};

double tricube(double distance) {
  const double inside = 1 - std::pow(std::abs(distance), 3);
  return inside > 0 ? inside * inside * inside : 0;
}

std::vector<Row> rows_near(std::span<const Observed> probes, const Dispersion& dispersion,
                           double centre_per_s, double width) {
  std::vector<Row> rows;
  for (const Observed& probe : probes) {
    if (!probe.standing.has_data()) continue;
    Row row;
    row.x = std::log(probe.rate_per_s / centre_per_s);
    row.nearness = tricube(row.x / width);
    if (row.nearness < 1e-3) continue;
    row.dispersion = dispersion.value;
    row.standing = &probe.standing;
    row.response = std::clamp(probe.standing.distance, -2 * near_bound, 2 * near_bound);
    rows.push_back(row);
  }
  return rows;
}

/// Weighted least squares; empty where the rates don't differ.
std::optional<Line> least_squares(std::span<const Row> rows, double between) {
  double s0 = 0, s1 = 0, s2 = 0, y0 = 0, y1 = 0;
  for (const Row& row : rows) {
    const double weight = row.nearness / (row.variance + between);
    s0 += weight;
    s1 += weight * row.x;
    s2 += weight * row.x * row.x;
    y0 += weight * row.response;
    y1 += weight * row.x * row.response;
  }
  const double determinant = s0 * s2 - s1 * s1;
  if (!(determinant > 1e-9 * s0 * s2) || !std::isfinite(determinant)) return std::nullopt;
  return Line{(s2 * y0 - s1 * y1) / determinant, (s0 * y1 - s1 * y0) / determinant,
              s2 / determinant, s0 / determinant, -s1 / determinant};
}

/// The response and its variance as they would be were the line's value the truth: counts are too
/// skewed to be weighted by themselves.
void update(const Limit& limit, const Line& line, std::span<Row> rows) {
  for (Row& row : rows) {
    const double fitted =
        std::clamp(line.at(row.x), -2 * near_bound, 2 * near_bound) + link(limit.kind, limit.bound);
    const bool share = limit.kind == Limit::Kind::share;
    const double mean = share ? 1 / (1 + std::exp(-fitted)) : std::exp(fitted);
    const double per_link = share ? mean * (1 - mean) : mean;
    row.response = fitted + (row.standing->ratio - mean) / per_link - link(limit.kind, limit.bound);
    const double score = sensitivity(limit.kind, mean);
    row.variance = row.dispersion / (row.standing->denominator * score * score);
  }
}

/// What probes vary beyond their own variance, by the method of moments.
double variance_between(std::span<const Row> rows, const Line& line) {
  if (rows.size() < 3) return 0;
  double q = 0, s0 = 0, squares = 0;
  for (const Row& row : rows) {
    const double weight = row.nearness / row.variance;
    const double off = row.response - line.at(row.x);
    q += weight * off * off;
    s0 += weight;
    squares += weight * weight;
  }
  const double freedom = static_cast<double>(rows.size()) - 2;
  const double scale = s0 - 2 * squares / s0;
  return scale > 0 ? std::max(0.0, (q - freedom) / scale) : 0;
}

/// Once probes differ among themselves, they are what there is few of (Hartung and Knapp 2001).
double t_quantile(std::size_t probes, double between, const Dispersion& dispersion) {
  const double freedom =
      between > 0 ? static_cast<double>(probes) - 2 : std::max(1.0, dispersion.freedom / 2);
  return boost::math::quantile(boost::math::students_t_distribution<>(freedom), 0.975);
}

/// Where the line may be zero: (level + slope x)^2 <= t^2 variance_at(x) (Fieller 1954).
std::optional<stats::Interval> fieller(const Line& line, double t) {
  const double a = line.slope * line.slope - t * t * line.var_slope;
  const double b = line.level * line.slope - t * t * line.covariance;
  const double c = line.level * line.level - t * t * line.var_level;
  const double root = b * b - a * c;
  if (!(a > 0) || !(root >= 0)) return std::nullopt;
  return stats::Interval{(-b - std::sqrt(root)) / a, (-b + std::sqrt(root)) / a};
}

struct Regression {
  Line line;
  double between = 0;
};

std::optional<Regression> regress(const Limit& limit, std::span<Row> rows) {
  Regression regression;
  for (Row& row : rows) row.variance = 1 / row.standing->denominator;
  for (int round = 0; round < 6; ++round) {
    const auto line = least_squares(rows, regression.between);
    if (!line || !std::isfinite(line->level) || !std::isfinite(line->slope)) return std::nullopt;
    regression.line = *line;
    if (round == 5) break;
    update(limit, *line, rows);
    regression.between = round >= 2 ? variance_between(rows, *line) : 0;
  }
  return regression;
}

}  // namespace

double Dispersion::at_least(const Standing& standing) const {
  const double independent = standing.unit * standing.freedom;
  return independent > 0 ? std::max(value, standing.spread / independent) : value;
}

Dispersion pool_dispersion(std::span<const Observed> probes) {
  double spread = 0, neighbours = 0, batches = 0, pairs = 0;
  Dispersion dispersion;
  for (const Observed& probe : probes) {
    const Standing& standing = probe.standing;
    if (standing.distance > near_bound || standing.freedom < 2) continue;
    spread += standing.spread;
    neighbours += standing.neighbours;
    batches += standing.unit * standing.freedom;
    // Deviations from a mean of theirs are correlated by -1 / batches, for no other reason.
    pairs -= standing.unit * standing.freedom / (standing.freedom + 1);
    dispersion.freedom += standing.freedom;
  }
  if (!(spread > 0)) return Dispersion{};
  const double alone = spread / batches;
  // What joins neighbours adds twice its covariance to the variance of the sum.
  const double joined = (spread + 2 * neighbours) / (batches + 2 * pairs);
  // The first guess is worth one degree of freedom: soon it doesn't matter.
  dispersion.value =
      (dispersion.value + dispersion.freedom * std::max(alone, joined)) / (1 + dispersion.freedom);
  return dispersion;
}

std::optional<RootFit> fit_root(const Limit& limit, std::span<const Observed> probes,
                                double centre_per_s, double widest) {
  const Dispersion dispersion = pool_dispersion(probes);
  double width = widest;
  RootFit fit;
  for (int round = 0; round < 4; ++round) {
    std::vector<Row> rows = rows_near(probes, dispersion, centre_per_s, width);
    if (rows.size() < 2) return std::nullopt;
    const auto regression = regress(limit, rows);
    if (!regression || !(regression->line.slope > 0)) return std::nullopt;
    const Line& line = regression->line;
    const auto [low, high] = std::minmax_element(
        rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.x < b.x; });
    const double root = -line.level / line.slope;
    fit.is_inside = root >= low->x && root <= high->x;
    fit.root_per_s = centre_per_s * std::exp(root);
    fit.slope = line.slope;
    fit.standard_error = std::sqrt(line.variance_at(root));
    fit.between = regression->between;
    fit.t = t_quantile(rows.size(), fit.between, dispersion);
    fit.probes = rows.size();
    fit.requests = 0;
    for (const Row& row : rows) fit.requests += row.nearness * row.standing->denominator;
    fit.interval = fieller(line, fit.t);
    if (fit.interval) {
      fit.interval = stats::Interval{centre_per_s * std::exp(fit.interval->low),
                                     centre_per_s * std::exp(fit.interval->high)};
    }
    // Nearness is counted from the root, which was not known yet.
    centre_per_s *= std::exp(std::clamp(root, low->x, high->x));
    width = std::min(widest, near_bound / line.slope);
  }
  return fit;
}

}  // namespace harness::search
