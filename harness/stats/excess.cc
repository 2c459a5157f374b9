#include "harness/stats/excess.h"

#include <algorithm>
#include <cmath>

#include "harness/stats/scatter.h"

namespace harness::stats {
namespace {

constexpr double least_deviation = 0.005;  // of a slice, as a part of the level

}  // namespace

std::optional<Excess> Excess::of(const Watched& watched, std::size_t middle, Side side) {
  const SliceRange half{middle, watched.ratio().numerators.size()};
  const double all = watched.denominator(half);
  if (!(all > 0)) return {};
  const auto scatter = scatter_of(residuals(watched.part(half)));
  if (!scatter) return {};
  Excess excess;
  excess.watched_ = &watched;
  excess.middle_ = middle;
  excess.sign_ = side == Side::above ? 1 : -1;
  excess.level_ = watched.level(half);
  excess.degrees_ = scatter->degrees;
  // Less scatter than independent requests have is chance; so is none at all.
  const double share = (1 + excess.level_ * all) / (2 + all);
  const double floor = watched.is_share() ? share * (1 - share)
                                          : std::pow(least_deviation * excess.level_, 2) * all /
                                                static_cast<double>(half.size());
  excess.variance_ = std::max(scatter->variance / all, floor);
  return excess;
}

bool Excess::has(SliceRange range) const {
  return watched_->denominator(range) > 0;
}

double Excess::over(SliceRange range) const {
  return sign_ * (watched_->level(range) - level_);
}

double Excess::deviation(SliceRange range) const {
  const double half = watched_->denominator({middle_, slices()});
  return std::sqrt(variance_ * (1 / watched_->denominator(range) + 1 / half));
}

double Excess::deviation_there(SliceRange range) const {
  const double there = watched_->level(range);
  const double independent = std::sqrt(there * (1 - there) / watched_->denominator(range));
  return watched_->is_share() ? std::max(deviation(range), independent)
                              : deviation(range) * std::max(1.0, there / level_);
}

double Excess::factor(double confidence) const {
  return students_factor(confidence, degrees_);
}

double Excess::largest_by_chance(std::size_t in_a_row) const {
  double largest = 0;
  for (std::size_t first = middle_; first + in_a_row <= slices(); ++first) {
    const SliceRange window{first, first + in_a_row};
    if (has(window)) largest = std::max(largest, std::abs(over(window)));
  }
  return largest;
}

}  // namespace harness::stats
