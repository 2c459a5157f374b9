// What is measured once more because the machine disturbed it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/measure/measured.h"
#include "harness/result/run_result.h"

namespace harness::run {

/// In a run of many short steps, one stall of a shared machine would make all of it worthless. So a
/// step gets a second try, once, where a check of the machine or the generator failed, and takes
/// its place whatever it comes to. No limit, no figure and no output has a part in the choice; but
/// a generator is late more easily where the target is busy. All second tries together take at most
/// a fifth of the run's time, so that a run of few long steps has none. Where the target did
/// something wrong, too, or its load could not be offered, there is none either.
class SecondTries {
 public:
  explicit SecondTries(Duration run_length) : left_(run_length / 5) {}

  /// Why the step is to be measured again: the failed check's sentence. Nothing where it is not, or
  /// would take longer than `most`, where the run is to end by some time.
  std::optional<std::string> grant(const measure::MeasuredStep& step,
                                   const std::vector<result::Check>& checks,
                                   Duration most = Duration::max());

 private:
  Duration left_;
};

}  // namespace harness::run
