// A step of passes.
#pragma once

#include "harness/measure/step_book.h"
#include "harness/scenario/passes.h"

namespace harness::measure {

/// Passes of a step, one after the other: each makes a fresh target and asks it for each item once.
class PassesStep {
 public:
  /// Precondition: the order's load is closed, of passes. The order must outlive it.
  PassesStep(Clock& clock, const StepOrder& order, const std::stop_token& stop);

  bool has_begun() const { return passes_.count() > 0; }
  /// Were there enough of them?
  bool has_passed() const;
  Expected<void> pass();
  /// What they came to. Precondition: has_begun. Once.
  MeasuredStep take();

 private:
  const scenario::ClosedLoad& load_;
  StepBook book_;
  scenario::Passes passes_;
  Duration measured_{};  // from each one's first request to its last one's end
  Instant first_;        // when they began
};

}  // namespace harness::measure
