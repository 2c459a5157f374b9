#include "harness/search/standing.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace harness::search {
namespace {

constexpr std::size_t most_batches = 10;

double variance_function(Limit::Kind kind, double ratio) {
  return kind == Limit::Kind::share ? ratio * (1 - ratio) : ratio * ratio;
}

/// Half a count away from the ratios whose link is infinite.
double moved_inside(const Limit& limit, const Standing& standing) {
  if (limit.kind == Limit::Kind::share) {
    return (standing.numerator + 0.5) / (standing.denominator + 1);
  }
  return std::max(standing.ratio, limit.bound * 1e-3);
}

void measure_spread(const stats::Ratio& ratio, Standing& standing) {
  const std::size_t slices = ratio.numerators.size();
  const std::size_t batches = std::min(slices, most_batches);
  if (batches < 2) return;
  std::size_t used = 0;
  double before = 0;
  for (std::size_t batch = 0; batch < batches; ++batch) {
    double numerator = 0, denominator = 0;
    for (std::size_t i = batch * slices / batches; i < (batch + 1) * slices / batches; ++i) {
      numerator += ratio.numerators[i];
      denominator += ratio.denominators[i];
    }
    if (!(denominator > 0)) continue;
    const double off = (numerator - denominator * standing.ratio) / std::sqrt(denominator);
    standing.spread += off * off;
    standing.neighbours += off * before;
    before = off;
    ++used;
  }
  standing.freedom = used > 1 ? static_cast<double>(used - 1) : 0;
}

}  // namespace

double link(Limit::Kind kind, double ratio) {
  return kind == Limit::Kind::share ? std::log(ratio / (1 - ratio)) : std::log(ratio);
}

double sensitivity(Limit::Kind kind, double ratio) {
  return kind == Limit::Kind::share ? std::sqrt(ratio * (1 - ratio)) : 1;
}

double Standing::score(const Limit& limit, double dispersion) const {
  if (!has_data()) return 0;
  const double variance = variance_function(limit.kind, limit.bound) * dispersion / denominator;
  return (ratio - limit.bound) / std::sqrt(variance);
}

Standing stand(const Limit& limit, const stats::Ratio& ratio) {
  Standing standing;
  standing.numerator = std::accumulate(ratio.numerators.begin(), ratio.numerators.end(), 0.0);
  standing.denominator = std::accumulate(ratio.denominators.begin(), ratio.denominators.end(), 0.0);
  if (!standing.has_data()) return standing;
  standing.ratio = standing.numerator / standing.denominator;
  standing.unit = variance_function(limit.kind, standing.ratio);
  standing.distance =
      link(limit.kind, moved_inside(limit, standing)) - link(limit.kind, limit.bound);
  measure_spread(ratio, standing);
  return standing;
}

}  // namespace harness::search
