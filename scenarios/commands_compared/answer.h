// Which of two is faster, from pairs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "harness/significance/looks.h"
#include "harness/stats/estimate.h"

namespace scenarios::compared {

/// same: neither is faster by more than the tolerance, which is proved, not assumed.
enum class Faster : std::uint8_t { first, second, same, unknown };

std::string_view to_string(Faster faster);  // "first"

/// Alphas add up to 0.01: two equal programs, one of which is called faster, are at most 1 of 100
/// comparisons, whatever the machine does.
inline const harness::significance::Looks patient_looks{
    {8, 0.004},   {12, 0.002},  {16, 0.001},   {24, 0.0007},  {32, 0.0005}, {48, 0.0005},
    {64, 0.0004}, {96, 0.0003}, {128, 0.0002}, {192, 0.0002}, {384, 0.0002}};

/// How it is decided.
struct Rules {
  harness::significance::Looks looks = patient_looks;
  double margin = 0.01;     // a difference by up to a factor of 1.01 is none
  double tolerance = 0.05;  // and up to 1.05 may be called the same; more than the margin
};

/// What is known after the pairs so far.
struct Answer {
  Faster faster = Faster::unknown;
  std::size_t pairs = 0;  // that it rests on
  /// Look again with so many; nothing: this is the answer.
  std::optional<std::size_t> wanted = {};
  std::optional<double> p = {};  // one-sided, of the faster one's being so by more than the margin
  /// The second's time over the first's, with a 95 % interval, none below 6 pairs. For a fixed
  /// number of pairs, as the gate's are.
  harness::stats::Estimate ratio = {};
};

/// The gate's sequential procedure (harness/gate/decision.h) for one figure and both directions:
/// exact signed-rank tests of the pairs' log ratios at each look that they reach. Faster by more
/// than the margin, with half of the look's alpha for each side; else the same within the
/// tolerance, by two one-sided tests at its alpha, but not before the last look where it leans to
/// one side. `ratios`: log(second / first) of each pair, in their order. `ended`: there will be no
/// more. Pure. Precondition: all finite.
Answer answer_of(std::span<const double> ratios, const Rules& rules, bool ended);

/// The fewest pairs that can tell.
inline constexpr std::size_t fewest_pairs = 8;

/// The median of several, with the 95 % interval that the sign test gives: none below 6.
/// Precondition: not empty.
harness::stats::Estimate median_of(std::span<const double> figures);

}  // namespace scenarios::compared
