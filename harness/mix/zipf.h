// Popularity as it is found in the world: a few items are asked for all the time.
#pragma once

#include <cstdint>

#include "harness/schedule/generator.h"

namespace harness::mix {

/// Ranks 0 .. size - 1 with P(rank) proportional to 1/(rank + 1)^exponent. O(1) time and memory
/// whatever the size, by rejection-inversion (Hörmann and Derflinger 1996, "Rejection-inversion to
/// generate variates from monotone discrete distributions"): a draw from the continuous hat is
/// rounded, and rarely refused. Exponent 0 is uniform, 1 the classic law.
class Zipf {
 public:
  static constexpr std::uint64_t largest_size = std::uint64_t{1} << 53;  // exact in a double
  static constexpr double largest_exponent = 10;

  /// Preconditions: 1 <= size <= largest_size, 0 <= exponent <= largest_exponent.
  Zipf(std::uint64_t size, double exponent);

  std::uint64_t operator()(schedule::Generator& generator) const;

 private:
  double weight(double x) const;
  double area(double x) const;
  double inverse_area(double area) const;

  double size_;
  double exponent_;
  double lowest_area_;
  double highest_area_;
  double sure_ = 0;  // a draw this little below its rounding is accepted without looking
};

}  // namespace harness::mix
