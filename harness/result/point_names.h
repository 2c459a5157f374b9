// What a measured point is called in front of people.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "harness/result/run_result.h"

namespace harness::result {

/// Names for a run's points, the same in sentences, in the terminal and on every page: only what
/// tells them apart. In a load that is the phase, in a sweep the step ("batch 50"), of several
/// engines each engine; where a step has several phases it is both ("v1, burst 2"), and of what is
/// not judged, too ("batch 50, warm-up").
class PointNames {
 public:
  explicit PointNames(const RunResult& run);

  /// "the whole run" of a point without step and phase.
  std::string operator()(std::string_view step, std::string_view phase) const;

  /// False for warm-up, capacity and recovery. A point that the summary doesn't know counts as
  /// measured.
  bool measured(std::string_view step, std::string_view phase) const;

  /// How many steps have measured points.
  std::size_t steps() const { return steps_.size(); }
  bool measured_step(std::string_view step) const { return steps_.contains(std::string(step)); }

 private:
  std::set<std::pair<std::string, std::string>> unmeasured_;
  std::set<std::string> steps_;  // of the measured points
  bool phases_matter_ = false;   // to tell the measured points apart, or to name a load's only one
};

}  // namespace harness::result
