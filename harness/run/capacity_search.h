// The highest rate that holds an objective: what probes to make, and what they come to.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "harness/measure/measured.h"
#include "harness/objective/objective.h"
#include "harness/result/run_result.h"
#include "harness/scenario/scenario.h"
#include "harness/search/rate_search.h"

namespace harness::run {

/// Leads a search through its steps: probes until the rate is known, then the curve of latency
/// against load up to it. The judging is RateSearch's; this turns slices into its evidence. Where
/// the objectives say nothing of requests shed, at most 1 % may be: a target that refuses work
/// keeps its latency, but does not hold the rate.
class CapacitySearch {
 public:
  static constexpr const char* implied_limit = "shed<=1%";

  /// Errors: an objective that can't be read, or that no highest rate can be found for (max,
  /// throughput, limits from below).
  static Expected<CapacitySearch> make(std::span<const scenario::Limit> objectives,
                                       const scenario::Search& search, double ceiling_per_s);

  /// The next step to measure; empty when all is told.
  std::optional<scenario::Step> next();

  /// Whether the step under way has told enough: any thread, one at a time.
  bool enough(std::span<const slice::Slice> slices) const;

  /// The step has been measured.
  Expected<void> take(const measure::MeasuredStep& measured);

  /// Adds estimates, findings and the objectives' verdicts. The scenario's points are there.
  void conclude(result::RunResult& result) const;

  /// How long probes and curve will take yet, about: intervals narrow as the root of the time.
  Duration left() const;

  /// "7.6k/s to 7.9k/s": for a progress line; empty before anything is known.
  std::string progress() const;

 private:
  CapacitySearch(std::vector<objective::Objective> objectives, search::RateSearch rate_search,
                 const scenario::Search& search);

  search::Evidence evidence_of(std::span<const slice::Slice> warm, double seconds) const;
  std::string reason() const;
  std::string highest_in_words() const;
  /// Adds the estimate, and says it.
  std::string add_knee(result::RunResult& result) const;
  void add_verdicts(result::RunResult& result) const;

  std::vector<objective::Objective> objectives_;  // in the order of the search's limits
  search::RateSearch rate_search_;
  scenario::Search search_;
  std::size_t probes_ = 0, curve_points_ = 0;
  bool probing_ = false;  // the step under way is a probe
};

}  // namespace harness::run
