// What is measured once more because the machine disturbed it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/result/run_result.h"
#include "harness/run/measured.h"

namespace harness::run {

/// In a run of many short steps, one stall of a shared machine would make all of it worthless. So a
/// step gets a second try where a check failed whose fault is the machine's or the generator's:
/// what the target answered plays no part in it, so choosing between tries favours no answer. All
/// second tries together take at most a fifth of the run's time; a step that is disturbed again
/// stays so.
class SecondTries {
 public:
  explicit SecondTries(Duration run_length) : left_(run_length / 5) {}

  /// Why the step is to be measured again: the failed check's sentence. Nothing where it is not.
  std::optional<std::string> grant(const MeasuredStep& step,
                                   const std::vector<result::Check>& checks);

 private:
  Duration left_;
};

}  // namespace harness::run
