// When the gate looks at its pairs, and how much it may be wrong at each look.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace harness::significance {

/// After so many pairs the verdict may be told, at the price of `alpha`: what the look adds to the
/// chance of a false alarm of either kind. Half of it is for "regressed", half for "improved".
struct Look {
  std::size_t pairs = 0;
  double alpha = 0;
};

/// In the order of their pairs, each with more than the one before.
using Looks = std::vector<Look>;

/// Together 0.01: at most 0.005 for a false "regressed" in a whole gate.
inline const Looks default_looks{{8, 0.004}, {12, 0.002}, {16, 0.002}, {24, 0.002}};

/// As much alpha in all, over up to 48 pairs: for noisy machines.
inline const Looks patient_looks{{8, 0.003},  {12, 0.0015}, {16, 0.0015},
                                 {24, 0.001}, {32, 0.001},  {48, 0.002}};

/// The p-value that a test must not exceed to count at each look, where j tests are in question.
///
/// Looks are paid for by the sum of their alphas (Bonferroni over looks; Lan and DeMets 1983 for
/// the idea of spending), tests by Holm's division by j. The exact signed-rank test has few
/// p-values: at 8 pairs the smallest is 1/256 = .0039, above .002/j for any j, so nothing can be
/// rejected there. What a look can't spend is not lost, but carried to the next:
///
///   critical(k, j) = the largest p-value attainable with k's pairs that is at most
///                    (alphas up to k - j * all critical(before k, j)) / j
///
/// and never more than critical(k, j - 1), which makes Holm's steps the closed test of all j
/// (closed testing: Marcus, Peritz and Gabriel 1976; with looks: Maurer and Bretz 2013). So the
/// chance of any false rejection, over all looks and tests, is at most the sum of the alphas,
/// however looks and tests depend on one another. With six tests and the default looks, .005 for
/// each side: 0 at 8 pairs (which can only tell "same" and "no worse"), .00049 at 12, and so on.
class CriticalLevels {
 public:
  /// `share` of each alpha is spent: 0.5 for one side. Precondition: tests >= 1, pairs <= 400.
  CriticalLevels(std::span<const Look> looks, std::size_t tests, double share);

  /// By the number of tests in question, less one: as step_down() wants them.
  std::span<const double> at(std::size_t look) const { return levels_[look]; }

 private:
  std::vector<std::vector<double>> levels_;
};

/// The looks that so many pairs allow. `ended`: there will be no more, so that a last look at all
/// of them takes the place of those not reached, and what they might have spent. That is sound
/// where the end was decided by the clock or a person, not by the figures.
Looks reached(std::span<const Look> looks, std::size_t pairs, bool ended);

}  // namespace harness::significance
