// Was each step's target made as its label says?
#pragma once

#include <string>
#include <vector>

#include "harness/measure/measured.h"

namespace harness::checks {

/// Holds what a step asked its target to be made with against what the target says it was made
/// with: values that contradict one another (other numbers, other words; "25%" and "13MiB" do not)
/// make the check fail.
result::Check made_as_asked(const measure::MeasuredStep& step);

/// Several steps of a run together: where two ask one engine for different values of a setting,
/// they must have got different ones, or they measured the same under two labels. Settings named as
/// a point's column (`batch.size`, `workers`) must be what that column says.
class MadeAsAsked {
 public:
  void add(const measure::MeasuredStep& step);
  result::Check check() const;

 private:
  struct Made {
    std::string step, engine;
    std::vector<scenario::Setting> asked;
    std::vector<result::Parameter> told;
    result::Figure batch_size, workers;
  };

  std::string fault_of(const Made& one, const Made& other, const std::string& name) const;

  std::vector<Made> all_;
};

}  // namespace harness::checks
