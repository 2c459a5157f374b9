#include "harness/stats/watched.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "harness/record/histogram.h"

namespace harness::stats {
namespace {

constexpr double size_that_matters = 0.05;  // of the larger one of two figures

std::vector<double> sums_up_to(const std::vector<double>& values) {
  std::vector<double> sums(values.size() + 1);
  std::partial_sum(values.begin(), values.end(), sums.begin() + 1);
  return sums;
}

double quantile_of(std::span<const record::SparseHistogram> slices, double fraction) {
  record::Histogram all;
  for (const auto& slice : slices) all.merge(slice);
  return static_cast<double>(all.quantile(fraction));
}

}  // namespace

Watched::Watched(std::string name, Ratio ratio, double fraction, bool is_latency)
    : name_(std::move(name)),
      ratio_(std::move(ratio)),
      fraction_(fraction),
      is_latency_(is_latency),
      numerators_(sums_up_to(ratio_.numerators)),
      denominators_(sums_up_to(ratio_.denominators)) {}

Ratio Watched::part(SliceRange range) const {
  const auto cut = [&](const std::vector<double>& all) {
    const auto begin = all.begin();
    return std::vector<double>(begin + static_cast<std::ptrdiff_t>(range.first),
                               begin + static_cast<std::ptrdiff_t>(range.end));
  };
  return {cut(ratio_.numerators), cut(ratio_.denominators)};
}

double Watched::denominator(SliceRange range) const {
  return denominators_[range.end] - denominators_[range.first];
}

double Watched::level(SliceRange range) const {
  return (numerators_[range.end] - numerators_[range.first]) / denominator(range);
}

double Watched::figure(std::span<const record::SparseHistogram> slices, SliceRange range) const {
  if (!is_share()) return level(range);
  return quantile_of(slices.subspan(range.first, range.size()), fraction_);
}

std::string Watched::in_words(double figure) const {
  return is_latency_ ? fmt::format("{:.3g} ms", figure / 1e6) : fmt::format("{:.3g}", figure);
}

bool differ(double one, double other) {
  return std::abs(one - other) > size_that_matters * std::max(std::abs(one), std::abs(other));
}

Watched watched_mean(std::span<const record::SparseHistogram> slices) {
  Ratio ratio;
  for (const auto& slice : slices) {
    ratio.numerators.push_back(slice.sum());
    ratio.denominators.push_back(static_cast<double>(slice.count()));
  }
  return {"mean latency", std::move(ratio), 0, true};
}

Watched watched_quantile(std::span<const record::SparseHistogram> slices, SliceRange range,
                         std::string name, double fraction) {
  const auto limit =
      static_cast<std::int64_t>(quantile_of(slices.subspan(range.first, range.size()), fraction));
  Ratio ratio;
  for (const auto& slice : slices) {
    const std::uint64_t above = slice.count() - slice.count_at_or_below(limit);
    ratio.numerators.push_back(static_cast<double>(above));
    ratio.denominators.push_back(static_cast<double>(slice.count()));
  }
  return {std::move(name), std::move(ratio), fraction, true};
}

}  // namespace harness::stats
