// What a measured point is called in front of people.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "harness/result/run_result.h"

namespace reports {

/// Names for a run's points: only what tells them apart. In a load that is the phase, in a sweep
/// the step; where both differ it is both ("50, warm-up").
class PointNames {
 public:
  explicit PointNames(const harness::result::RunResult& run);

  std::string operator()(std::string_view step, std::string_view phase) const;

  /// False for warm-up, capacity and recovery. A point that the summary doesn't know counts as
  /// measured.
  bool measured(std::string_view step, std::string_view phase) const;

 private:
  std::set<std::pair<std::string, std::string>> unmeasured_;
  bool steps_differ_ = false;
  bool phases_differ_ = false;  // among the measured points
};

}  // namespace reports
