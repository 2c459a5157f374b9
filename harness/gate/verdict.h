// What a gate says.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/gate/decision.h"
#include "harness/gate/metric.h"
#include "harness/stats/estimate.h"

namespace harness::gate {

/// What a gate says of one metric.
struct Verdict {
  Metric metric;
  Kind kind = Kind::inconclusive;
  bool settled = true;  // false: inconclusive so far; the gate goes on, or ended for another metric
  std::optional<double> ratio = {};  // the candidate's figure over the base's
  /// Of the ratio, from the pairs used; nothing below 6 pairs. As sure as the plan asks, for a
  /// fixed number of pairs: what stopping early does to it is in README.md.
  std::optional<stats::Interval> interval = {};
  std::optional<double> p = {}, adjusted_p = {};  // as in Decision
  std::size_t pairs = 0;                          // used
  /// With the spread seen and the last look's pairs, a change for the worse by this factor, less 1,
  /// would have been found in 80 of 100 gates. Only where a test decides.
  std::optional<double> smallest_effect = {};
  /// So many pairs would find a change as large as the tolerance in 80 of 100 gates.
  std::optional<std::size_t> pairs_needed = {};
  std::string sentence = {};
};

/// passed: each gating metric is shown to be no worse than its tolerance. failed: one regressed.
enum class Outcome : std::uint8_t { passed, failed, inconclusive, invalid };

std::string_view to_string(Outcome outcome);
int exit_code(Outcome outcome);  // 0 passed, 1 failed, 3 inconclusive, 4 invalid

/// not_needed: nothing regressed. awaited: something did, and fresh pairs are to confirm it.
/// without_relinking: fresh pairs confirmed the regression, but of the same files: a bias of their
/// memory layout would have stayed.
enum class Confirmation : std::uint8_t {
  not_needed,
  awaited,
  confirmed,
  without_relinking,
  not_confirmed
};

std::string_view to_string(Confirmation confirmation);  // "confirmed without relinking"

/// What a gate says of all of them.
struct GateVerdict {
  Outcome outcome = Outcome::inconclusive;
  Confirmation confirmation = Confirmation::not_needed;
  std::vector<Verdict> metrics;  // in the plan's order, without those that nobody measured
  std::size_t pairs = 0;         // looked at, of those that are valid
  std::size_t invalid_pairs = 0;
  /// Call again with so many pairs in all; nothing: the verdict is final, but for a confirmation.
  std::optional<std::size_t> wanted_pairs = {};
  std::string sentence;
};

}  // namespace harness::gate
