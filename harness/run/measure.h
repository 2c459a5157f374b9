// One step of a scenario, measured.
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "harness/load/open_loop.h"
#include "harness/record/totals.h"
#include "harness/run/account.h"
#include "harness/run/progress.h"
#include "harness/run/scenario.h"

namespace harness::run {

/// What a step's measuring needs.
struct StepOrder {
  const Step& step;
  const load::Popularity& popularity;
  MakeTarget make_target;
  TargetOrder target;  // its scratch is the parent of each target's own
  std::uint64_t seed = 0;
  double capacity_per_s = 0;  // for a relative rate
  Duration interval{};
  Instant origin;  // of the run's time axis
  std::function<void(const std::string& phase, const result::TimelineRow&)> tell;
  Duration patience = std::chrono::seconds(60);  // for requests under way at the end
};

/// A phase with everything that was found out about it.
struct MeasuredPhase {
  std::string name;
  bool measured = true;      // false: warm-up
  double start_s = 0;        // on the run's axis
  Duration length{};         // planned, or, of passes, what they took
  double offered_per_s = 0;  // what the load's plan is; 0 in a closed loop
  record::PhaseTotals totals;
  Account account;
};

/// A step with everything that was found out about it.
struct MeasuredStep {
  std::string name, engine;
  result::Figure batch_size, workers;
  std::vector<result::Parameter> parameters;
  std::vector<std::string> stages;
  std::vector<MeasuredPhase> phases;
  std::vector<result::TimelineRow> timeline;
  std::function<std::string(std::uint64_t item)> describe;  // may be null
  std::uint64_t passes = 1;
  std::uint64_t unfinished = 0;  // requests that never ended
  bool cut_short = false;
  bool open_loop = false;
  Instant origin;     // of the run's time axis
  std::string wrong;  // what verify() said
};

/// Makes the target, drives the step's load against it and takes the target down. An error means
/// that nothing could be measured (the target can't be made).
Expected<MeasuredStep> measure(Clock& clock, const StepOrder& order, const std::stop_token& stop);

}  // namespace harness::run
