// What a run tells while it is under way.
#pragma once

#include <functional>
#include <string>

#include "harness/clock.h"
#include "harness/result/run_result.h"

namespace harness::run {

/// A look at the run as it is now.
struct Progress {
  std::string step, phase;
  std::size_t step_number = 1, steps = 1;
  double done_s = 0;             // since the run began
  double total_s = 0;            // that, and what is left as far as the plan knows by now
  std::string note;              // how far it is by its own measure, such as a precision
  result::TimelineRow interval;  // the last one; t_s is 0 before there was any
};

/// Called from the observer's thread, about once an interval of the timeline and when a step
/// begins. Must not wait long.
using Tell = std::function<void(const Progress&)>;

}  // namespace harness::run
