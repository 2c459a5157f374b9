// How far a figure's beginning lies beside what it became.
#pragma once

#include <cstddef>
#include <optional>

#include "harness/stats/watched.h"

namespace harness::stats {

/// A watched figure, less its level in the second half of a run: what the run became. Every size
/// below is positive where the figure lies on the side asked for.
class Excess {
 public:
  enum class Side { above, below };

  /// `middle`: where the second half begins. Nothing where that half has too few batches to know
  /// its scatter. The figure must outlive it.
  static std::optional<Excess> of(const Watched& watched, std::size_t middle, Side side);

  const Watched& watched() const { return *watched_; }
  std::size_t middle() const { return middle_; }
  std::size_t slices() const { return watched_->ratio().numerators.size(); }

  double over(SliceRange range) const;  // precondition: has(range)
  bool has(SliceRange range) const;     // a request, or whatever the figure is divided by
  double deviation(
      SliceRange range) const;  // what chance does to over(range), by the half's scatter
  /// What chance does at the level that the figure has there: slow requests scatter more than fast
  /// ones, in proportion, and shares as those of independent requests do.
  double deviation_there(SliceRange range) const;
  double level() const { return level_; }  // of the second half

  /// Student's factor for a two-sided test, for the number of batches that the scatter is known of.
  double factor(double confidence) const;

  /// The largest distance from the level, on either side, of so many slices in a row of the second
  /// half. Precondition: at most as many slices as it has.
  double largest_by_chance(std::size_t in_a_row) const;

 private:
  Excess() = default;

  const Watched* watched_ = nullptr;
  std::size_t middle_ = 0;
  double sign_ = 1, level_ = 0;
  double variance_ = 0;  // of a batch with a denominator of 1
  double degrees_ = 0;
};

}  // namespace harness::stats
