// A run's result while it comes together.
#pragma once

#include <utility>
#include <vector>

#include "harness/checks/checks.h"
#include "harness/checks/made_as_asked.h"
#include "harness/environment/clock_reading.h"
#include "harness/run/runner.h"

namespace harness::run {

/// Collects measured steps into a RunResult, and judges it at the end.
class RunLog {
 public:
  RunLog(Clock& clock, const RunOrder& order);

  result::RunResult& result() { return result_; }

  /// Adds a step that study() has seen. Its points are valid if its own checks are.
  void keep(measure::MeasuredStep& step, checks::Purpose purpose);

  /// A step that nobody judges: the capacity.
  void keep_unjudged(measure::MeasuredStep& step);

  /// One that is measured again, and why: in the files, but nothing rests on it.
  void keep_disturbed(measure::MeasuredStep& step, const std::string& why);

  /// A check that no step makes: whether any point is valid.
  void add(result::Check check) { run_checks_.push_back(std::move(check)); }

  /// Checks and limits. Call after the scenario's own conclusions are possible: it makes them.
  result::RunResult finish(bool cut_short);

 private:
  void describe();
  void tell_parameters(const measure::MeasuredStep& step);
  void tell_losses();
  void doubt_speed();
  void doubt_search();
  void name_places();
  result::ObjectiveResult judge(const scenario::Limit& limit) const;

  Clock& clock_;
  const RunOrder& order_;
  const Instant origin_;
  const environment::ClockReading clocks_;
  std::vector<result::Check> checks_;      // of steps
  std::vector<result::Check> run_checks_;  // of the run as a whole
  bool build_told_ = false;                // by a step's target
  std::vector<result::Parameter> told_;    // the first step's
  checks::MadeAsAsked made_;
  result::RunResult result_;
};

}  // namespace harness::run
