#include "harness/fit/usl.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <vector>

#include "harness/fit/usl_bootstrap.h"

namespace harness::fit {
namespace {

Expected<void> check_points(std::span<const ScalePoint> points) {
  std::set<double> different;
  for (const ScalePoint& point : points) {
    const double throughput = point.throughput.value;
    if (!(point.workers >= 1) || !std::isfinite(point.workers)) {
      return failure(fmt::format("no scalability law has {} workers", point.workers));
    }
    if (!(throughput > 0) || !std::isfinite(throughput)) {
      return failure(fmt::format("no scalability law fits a throughput of {}/s (with {} workers)",
                                 throughput, point.workers));
    }
    different.insert(point.workers);
  }
  if (different.size() < 3) {
    return failure(
        fmt::format("a scalability law needs 3 different numbers of workers, and there are {}",
                    different.size()));
  }
  return {};
}

std::optional<Peak> peak_of(const Usl& usl, double most_workers) {
  const auto workers = peak_workers({usl.gamma, usl.alpha, usl.beta});
  if (!workers) return std::nullopt;
  Peak peak;
  peak.workers = *workers;
  peak.throughput = usl.at(*workers);
  peak.is_beyond_data = *workers > most_workers;
  return peak;
}

void measure_residuals(std::span<const ScalePoint> points, Usl& usl) {
  double mean = 0;
  for (const ScalePoint& point : points) mean += point.throughput.value;
  mean /= static_cast<double>(points.size());
  double residual = 0, total = 0;
  for (const ScalePoint& point : points) {
    const double law = usl.at(point.workers), measured = point.throughput.value;
    residual += (measured - law) * (measured - law);
    total += (measured - mean) * (measured - mean);
    usl.worst_residual = std::max(usl.worst_residual, std::abs(measured / law - 1));
  }
  if (total > 1e-12 * mean * mean) usl.r_squared = 1 - residual / total;
}

/// The law's own words for what it found.
std::string describe(const Usl& usl) {
  if (!usl.is_law) {
    return fmt::format("the law does not fit: it is off by up to {:.0f} %",
                       usl.worst_residual * 100);
  }
  if (!usl.peak) return "throughput never falls with more workers, as far as the data tell";
  if (usl.peak->is_beyond_data) {
    return fmt::format("a peak is predicted at {:.0f} workers, more than were measured",
                       usl.peak->workers);
  }
  return fmt::format("throughput peaks at {:.3g} workers", usl.peak->workers);
}

}  // namespace

double Usl::at(double workers) const {
  return throughput_at({gamma, alpha, beta}, workers);
}

Expected<Usl> fit_usl(std::span<const ScalePoint> points, std::uint64_t seed) {
  if (auto checked = check_points(points); !checked) return tl::make_unexpected(checked.error());
  const std::vector<WeightedPoint> weighted = weigh(points);
  const Coefficients found = least_squares(weighted);
  Usl usl;
  usl.gamma = found.gamma;
  usl.alpha = found.alpha;
  usl.beta = found.beta;
  const auto most = std::max_element(
      points.begin(), points.end(),
      [](const ScalePoint& a, const ScalePoint& b) { return a.workers < b.workers; });
  usl.peak = peak_of(usl, most->workers);
  measure_residuals(points, usl);
  const double misfit = misfit_p(points, found);
  usl.is_law = usl.worst_residual <= (misfit < 0.01 ? 0.03 : 0.1);
  usl.verdict = describe(usl);
  if (const auto spread = bootstrap(points, weighted, found, seed)) {
    usl.gamma_interval = spread->gamma;
    usl.alpha_interval = spread->alpha;
    usl.beta_interval = spread->beta;
    if (usl.peak) {
      usl.peak->low = std::min(spread->peak_low, usl.peak->workers);
      if (std::isfinite(spread->peak_high)) usl.peak->high = spread->peak_high;
    }
  } else if (usl.peak) {
    usl.peak->low = 1;
  }
  return usl;
}

}  // namespace harness::fit
