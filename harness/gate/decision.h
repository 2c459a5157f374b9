// What is known of each metric after each look.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "harness/gate/kind.h"
#include "harness/gate/pair.h"
#include "harness/gate/plan.h"

namespace harness::gate {

/// A metric's verdict, and what it rests on.
struct Decision {
  std::size_t metric = 0;         // index in the plan
  std::optional<Kind> kind = {};  // nothing: not known yet
  std::size_t pairs = 0;          // of the look that told, else of the last
  std::optional<double> p = {};   // one-sided, of "regressed", or of "improved" where that it is
  std::optional<double> adjusted_p = {};  // Holm's, at that look
  bool exact = false;                     // decided by comparison, no test
  std::string reason = {};                // of "inconclusive" or "invalid", where the figures lack
};

struct Decisions {
  std::vector<Decision> metrics;  // those that somebody measured, in the plan's order
  std::size_t pairs = 0;          // of the last look; 0 where there was none
  std::size_t tests = 0;          // how many Holm's correction is for
  bool known = false;  // a gating metric regressed, or each is settled, or there is no look left
};

/// The sequential procedure, from its beginning: looks at the first 8 pairs, the first 12 and so
/// on, as far as `pairs` reach, and stops as soon as the answer is known. Pure: more pairs later
/// give the decisions of the looks before once more. `ended`: there will be no more pairs, see
/// reached().
///
/// At each look, for each gating metric that is not settled yet, in this order:
/// - regressed or improved where the one-sided p-value beyond the margin is at most what
///   CriticalLevels allow, each side with half of alpha, by Holm's steps over all gating metrics
///   that are tested (those settled otherwise keep their place, so that they cost no error);
/// - no worse where "worse by the tolerance" is rejected at the look's alpha, and same where
///   "better by the tolerance" is, too (two one-sided tests: Schuirmann 1987). No correction over
///   metrics: the gate passes only if each of them is shown to be within its tolerance, which is an
///   intersection-union test (Berger 1982): a gate passes with a metric that is worse than its
///   tolerance in at most sum(alpha) = 1 % of the cases;
/// - but not before the last look where p beyond the margin, for itself, is below .05: what leans
///   to one side is not let off early, or a change of half the tolerance would be "same" on a quiet
///   machine after eight pairs, which can't tell "regressed" yet, and "regressed" on a noisy one.
///
/// Exact metrics are compared, not tested, at the first look, and those whose pairs agree are
/// settled there and no part of Holm's correction; the others are tested as paired ones from then
/// on. Advisory metrics are each tested for themselves. What nobody measured in the first look's
/// pairs is left out.
///
/// Preconditions: check(plan) finds nothing, no pair is invalid.
Decisions decide(const Plan& plan, std::span<const Pair> pairs, bool ended);

}  // namespace harness::gate
