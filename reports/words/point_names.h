// What a measured point is called in front of people.
#pragma once

#include <string>
#include <string_view>

#include "harness/result/point_names.h"
#include "reports/words/escape.h"

namespace reports::words {

/// harness::result::PointNames, cleaned: steps and phases may come from outside.
class PointNames {
 public:
  explicit PointNames(const harness::result::RunResult& run) : names_(run) {}

  std::string operator()(std::string_view step, std::string_view phase) const {
    return clean_text(names_(step, phase));
  }
  bool measured(std::string_view step, std::string_view phase) const {
    return names_.measured(step, phase);
  }

 private:
  harness::result::PointNames names_;
};

}  // namespace reports::words
