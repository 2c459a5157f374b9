// What was found out about a step.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "harness/drive/conduct.h"
#include "harness/probe/other_programs.h"
#include "harness/record/failure_reasons.h"
#include "harness/record/totals.h"
#include "harness/scenario/scenario.h"
#include "harness/slice/in_flight_seen.h"
#include "harness/slice/slice.h"
#include "harness/stats/estimate.h"

namespace harness::measure {

/// What is left out at a phase's beginning, because the target was not yet as it stays.
struct WarmUp {
  std::size_t slices = 0;
  Duration length{};
  std::string why;     // in a sentence; empty if nobody looked for one
  bool steady = true;  // false: what remains still changed
};

/// A phase's figures with their 95 % intervals.
struct PhaseEstimates {
  stats::Estimate mean_ms, p50_ms, p95_ms, p99_ms, p999_ms;  // of the latency
  stats::Estimate achieved_per_s;  // what ended, over the time in which it did
  // Where the target tells them: first results since due, the times between results, units.
  stats::Estimate first_p50_ms, first_p95_ms, first_p99_ms;
  stats::Estimate gap_mean_ms, gap_p50_ms, gap_p95_ms, gap_p99_ms;
  stats::Estimate units_per_s;
  stats::Estimate good_per_s;  // where requests are judged one by one
};

/// A phase with everything that was found out about it.
struct MeasuredPhase {
  std::string name;
  bool measured = true;      // false: a lead-in that the scenario does not judge
  bool even = true;          // a steady state is to be expected, as the rate is one throughout
  double start_s = 0;        // on the run's axis
  Duration length{};         // until it was cut short; of passes what they took
  double planned_per_s = 0;  // what the load's plan is; 0 in a closed loop
  double scatter = 0;        // how many times as far as Poisson's the number sent strays from that
  Duration window{};         // how much of the phase a piece of `slices` stands for
  slice::Slices slices;
  WarmUp warm_up;
  record::PhaseTotals totals;  // of the requests due after the warm-up
  std::uint64_t due = 0;       // how many those are; more than in `totals` where some never ended
  record::Outcomes ended;      // of the requests that ended after the warm-up and within the phase
  slice::Account account;      // of the time after the warm-up
  Duration
      slowest{};  // of all of the phase, the warm-up too: the largest latency of one that ended ok
  PhaseEstimates estimates;  // of what follows the warm-up

  /// Leaves out that warm-up, and adds up what remains.
  void cut(WarmUp found);

  std::span<const slice::Slice> warm_slices() const {
    return slices.entries().subspan(warm_up.slices);
  }

  /// False if the run ended before it, or nobody looked at it and nothing was due in it.
  bool came() const {
    const bool seen = warm_up.slices > 0 || account.wall() > Duration{};
    return length > Duration{} && (seen || totals.outcomes.all() > 0);
  }
  /// How much of it is quoted: what the warm-up left.
  Duration quoted_length() const { return length - warm_up.length; }
};

/// A step with everything that was found out about it.
struct MeasuredStep {
  std::string name, engine;
  scenario::Place place;
  result::Figure batch_size, workers;
  std::vector<scenario::Setting> settings;    // asked for; later ones win
  std::vector<result::Parameter> parameters;  // what the target says of itself
  std::string caveat;                         // of its figures; see Prepared
  std::vector<std::string> stages;
  std::vector<CounterInfo> counters;
  RequestClasses classes;
  bool judged = false;  // were requests counted that held their bounds?
  std::vector<MeasuredPhase> phases;
  std::vector<result::TimelineRow> timeline;
  std::vector<record::FailureCount> failures;
  std::function<std::string(std::uint64_t item)> describe;  // may be null
  std::uint64_t passes = 0;                                 // of a load of passes
  std::uint64_t unfinished = 0;                             // requests that never ended,
  Duration patience = std::chrono::seconds(60);             // though they were given that long
  drive::Conduct conduct;                                   // of the target towards the driver
  slice::InFlightSeen in_flight;                            // of the whole step
  std::optional<record::Outcomes> said;  // how many ended in which way, as the target counts
  Duration think_time{};                 // of a closed loop's clients
  bool cut_short = false;
  bool open_loop = false;
  Instant origin;                       // of the run's time axis
  std::string wrong;                    // what verify() said
  std::optional<BuildMark> build = {};  // of the target's code; empty: not told
  probe::Resources resources = probe::Resources::whole_program;  // that are the target's
  std::size_t processes = 0;                             // that were named to belong to the target
  std::optional<probe::BusyProgram> busiest_other = {};  // of the programs that are not measured
  std::vector<std::string> lost = {};  // a line on each of them that did not stay until the end
  std::string given_up;  // why its load was ended before its time: it could not be offered

  /// Takes over what the prepared target says of itself. Precondition: it has a target.
  void describe_as(const scenario::Prepared& prepared);
};

}  // namespace harness::measure
