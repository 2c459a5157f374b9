// Everything that a report may know of a run, as plain data. An empty optional is "not measured";
// a zero is a measured zero. Units stand last in a name, and a quantity has one name everywhere:
// the members below are the columns of the result files (results/README.md).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "harness/counter.h"
#include "harness/record/histogram.h"
#include "harness/result/view.h"

namespace harness::result {

using Figure = std::optional<double>;

/// One measured point: a phase of a load, or a step of a sweep. A row of summary.csv.
struct Point {
  std::string scenario, step, phase, engine;
  Figure batch_size, workers;
  Figure duration_s;  // of the measured time
  Figure passes;      // of a load of passes: how often each item was asked for
  Figure planned_per_s, offered_per_s, achieved_per_s;
  // Of the requests that were due in it, whenever they ended.
  Figure requests, ok, failed, shed;
  Figure ended;  // ok or failed within it, whenever they were due
  // Of those that ended ok; the largest one is of all the phase, also of what warm_up_s cut off.
  Figure latency_ms_min, latency_ms_mean, latency_ms_p50, latency_ms_p95, latency_ms_p99,
      latency_ms_p999, latency_ms_max;
  Figure failed_latency_ms_p50, failed_latency_ms_p99, failed_latency_ms_max;
  Figure lag_ms_p50, lag_ms_p99;
  Figure wait_ms_p50, wait_ms_p99;
  Figure service_ms_p50, service_ms_p95, service_ms_p99;
  Figure delivery_ms_p50, delivery_ms_p99;
  Figure cpu_cores, rss_mib_mean, rss_mib_peak;
  Figure allocations_per_request;
  Figure io_operations, read_mib, written_mib;
  Figure context_switches, page_faults, steal_fraction;
  // Of the time in which some task of the machine waited for a core, storage, memory; and of those
  // in the program's own control group.
  Figure cpu_pressure_fraction, io_pressure_fraction, memory_pressure_fraction;
  Figure cgroup_cpu_pressure_fraction, cgroup_io_pressure_fraction, cgroup_memory_pressure_fraction;
  Figure throttled_fraction, throttled_ms;  // by a CPU quota: of its periods, and for how long
  Figure cache_hits, cache_misses, cache_hit_ratio;
  Figure recovery_s;           // after a burst: until the last request due in it had ended
  Figure speedup, efficiency;  // of a sweep's step against its first one
  // The ends of the 95 % intervals, which allow for autocorrelation within the run.
  Figure achieved_per_s_low, achieved_per_s_high;
  Figure latency_ms_mean_low, latency_ms_mean_high, latency_ms_p50_low, latency_ms_p50_high,
      latency_ms_p95_low, latency_ms_p95_high, latency_ms_p99_low, latency_ms_p99_high,
      latency_ms_p999_low, latency_ms_p999_high;
  Figure effective_samples_p50, effective_samples_p99;  // as many independent ones say as much
  // Where it stands in a sweep over several settings, and how it is drawn: in which panel, on which
  // line, at which setting, in words and, if it is one, as a number.
  std::string panel = {}, series = {}, setting = {};
  Figure x;
  Figure warm_up_s;  // cut off at the phase's beginning: in no figure of this row
  // Of those that ended ok: when the first result could be used, since due; the times between
  // results, one after the other.
  Figure first_result_ms_p50, first_result_ms_p95, first_result_ms_p99;
  Figure gaps;  // how many
  Figure gap_ms_mean, gap_ms_p50, gap_ms_p95, gap_ms_p99;
  Figure units, units_per_s;  // that they produced: ClassRow::unit says of what
  Figure good, good_per_s;    // those that held each limit that there is on single requests
  Figure first_result_ms_p50_low, first_result_ms_p50_high, first_result_ms_p95_low,
      first_result_ms_p95_high, first_result_ms_p99_low, first_result_ms_p99_high;
  Figure gap_ms_mean_low, gap_ms_mean_high, gap_ms_p50_low, gap_ms_p50_high, gap_ms_p95_low,
      gap_ms_p95_high, gap_ms_p99_low, gap_ms_p99_high;
  Figure units_per_s_low, units_per_s_high, good_per_s_low, good_per_s_high;
  bool measured = true;  // false: warm-up, capacity or recovery; in the files, not judged
  bool valid = true;

  bool operator==(const Point&) const = default;
};

/// One interval of time. A row of timeline.csv.
struct TimelineRow {
  double t_s = 0;  // end of the interval, from the start of the run's measured axis
  std::string step, phase;
  Figure offered, completed, failed, shed;  // counts within the interval
  Figure offered_per_s, completed_per_s;
  Figure latency_ms_p50, latency_ms_p95, latency_ms_p99, latency_ms_max;
  Figure in_flight, queue_depth;
  Figure rss_mib, cpu_cores, cache_hit_ratio;
  Figure harness_mib;  // what the harness keeps of the step so far, within rss_mib
  Figure threads, open_files;
  /// Of RunResult::counters, in their order; may be fewer. A total's growth per second, a level at
  /// the interval's end, a ratio within it.
  std::vector<Figure> counters = {};

  bool operator==(const TimelineRow&) const = default;
};

/// What one of the target's counters came to at one point. A row of counters.csv.
struct CounterRow {
  std::string step = {}, phase = {}, counter = {};
  std::string kind = {}, unit = {};  // kind: "total", "level" or "ratio"
  Figure value = {};  // how much a total grew; a level's mean over time; the ratio of the point
  Figure per_s = {};  // of a total
  Figure min = {}, max = {};  // of a level, as it was seen

  bool operator==(const CounterRow&) const = default;
};

/// The requests of one class that were due at one point. A row of classes.csv.
struct ClassRow {
  std::string step, phase;
  std::string class_name;  // the column "class"; empty where requests are not told apart
  Figure requests, ok, failed, shed;
  // Of those that ended ok, as are the next two.
  Figure latency_ms_mean, latency_ms_p50, latency_ms_p95, latency_ms_p99, latency_ms_max;
  Figure first_result_ms_p50, first_result_ms_p95, first_result_ms_p99;  // since it was due
  Figure gap_ms_p50, gap_ms_p99;                                         // between results
  Figure units, units_per_s;                                             // that they produced
  std::string unit;                                                      // of what: "tokens"

  bool operator==(const ClassRow&) const = default;
};

/// Where an engine stage's time went at one point. A row of stages.csv.
struct StageRow {
  std::string step, phase, stage;
  Figure count, mean_ms, p50_ms, p95_ms, p99_ms;
  Figure share;                // of the time of all stages of that point
  std::string operation = {};  // the coarser part of the work that it belongs to; may be empty

  bool operator==(const StageRow&) const = default;
};

/// How long a stage worked on one request.
struct StageTime {
  std::string stage;
  double ms = 0;

  bool operator==(const StageTime&) const = default;
};

/// One of the worst requests: enough to find and replay it. A row of slowest.csv.
struct SlowRequest {
  std::string step, phase, name, outcome;  // name: the item's
  std::uint64_t request = 0, item = 0, seed = 0;
  double due_s = 0;  // from the start of the step
  Figure latency_ms, lag_ms, wait_ms, service_ms, delivery_ms;
  std::vector<StageTime> stages_ms;  // those that ran
  std::string class_name = {};       // the column "class"

  bool operator==(const SlowRequest&) const = default;
};

/// How many requests of a phase failed for one reason, cut warm-up included. A row of failures.csv.
struct FailureRow {
  std::string step, phase;
  std::string reason;  // in the target's words; empty where it tells none
  std::uint64_t count = 0;
  std::string example;  // one that failed so: its name, and what the target said of it

  bool operator==(const FailureRow&) const = default;
};

/// A latency measured on a system whose law is known. A row of known_answers.csv.
struct KnownAnswer {
  std::string model;     // "M/M/1, rho 0.8, virtual time"
  std::string quantile;  // "p50", "p95", "p99", "p99.9" or "mean"
  Figure theory_ms;      // empty where there is no closed form
  Figure measured_ms, relative_error, interval_low_ms, interval_high_ms;

  bool operator==(const KnownAnswer&) const = default;
};

/// What having a switch does to one metric, beside what is claimed for it. A row of ablation.csv.
/// An effect is a fraction: -0.1 for -10 %; of shares that are claimed in points, 0.3 for 30
/// points.
struct Effect {
  std::string switch_name;  // the column "switch"; "" of a control
  std::string against;      // what the switch was added to or taken from: "v1", "v2", "ladder"
  std::string metric, claim_id;
  Figure claimed, measured, interval_low, interval_high;
  std::string verdict;       // holds, smaller, none, opposite, unclear, measured, control
  std::string optimisation;  // for people
  std::string load;          // likewise
  std::string scale;         // "ratio": with / without - 1; "points": with - without; "level": with
  Figure without_switch, with_switch;  // the metric itself, the median of the trials
  Figure rounds;                       // pairs of trials
  bool projected = false;              // the source itself never measured its claim

  bool operator==(const Effect&) const = default;
};

/// A point's whole latency distribution; one histogram of latency.hlog, tagged "step/phase".
struct Distribution {
  std::string step, phase;
  double start_s = 0, duration_s = 0;  // on the run's axis
  record::Histogram latency;
};

enum class CheckState { passed, warned, failed };

/// A validity check: may this run be believed? A failed one makes it INVALID.
struct Check {
  std::string name;
  CheckState state = CheckState::passed;
  Figure figure, limit;
  std::string sentence;
  std::string step = {}, phase = {};  // that it speaks of; empty: the whole run, or the whole step

  bool operator==(const Check&) const = default;
};

/// A figure that was worked out from several points, such as a fit's, with its 95 % interval.
struct Estimated {
  std::string name;  // "highest rate", "contention"
  Figure value, low, high;
  std::string unit;  // "/s", "workers"; empty for a plain number
  std::string sentence;

  bool operator==(const Estimated&) const = default;
};

/// A table that only the run's scenario can make, such as what it recommends for which case.
struct TextTable {
  struct Row {
    std::vector<std::string> cells;
    bool operator==(const Row&) const = default;
  };
  std::string title;
  std::vector<std::string> headings;  // the first column's cells are words, the others' figures
  std::vector<Row> rows;              // each with as many cells as there are headings
  std::string note;                   // a sentence on how to read it; may be empty

  bool operator==(const TextTable&) const = default;
};

enum class Verdict { met, missed, cant_tell };

/// What became of an objective.
struct ObjectiveResult {
  std::string objective;  // as written: "p99<500ms"
  std::string source;     // who asks for it: "000.S"
  std::string step, phase;
  Verdict verdict = Verdict::cant_tell;
  Figure measured;  // in the objective's own unit
  std::string sentence;

  bool operator==(const ObjectiveResult&) const = default;
};

/// A name and a value that the run was made with, in the order in which a reader wants them.
using Parameter = std::pair<std::string, std::string>;

/// "step " and a step's name: in which parameters it differs from the first step, as
/// "name=value; name=value".
inline constexpr std::string_view step_parameters = "step ";

/// The parameter that says where the capacity is from, of a run that did not measure it.
inline constexpr std::string_view given_capacity = "capacity as given";

struct RunResult {
  static constexpr int schema_version = 1;
  int schema = schema_version;
  std::string subject;                   // what was measured, as --on names it
  std::string subject_source;            // the file that describes it, if one does
  std::string items = "items";           // its word for what requests ask for: "documents"
  std::string scenario, question, form;  // form: quick, default or full
  View view;                             // how its figures are to be read
  std::string started_utc;               // ISO 8601
  double duration_s = 0;
  std::string command;  // as typed
  std::uint64_t seed = 0;
  bool cut_short = false;  // by Ctrl-C; what was measured until then is here
  Figure capacity_per_s;   // for relative rates: measured just before, unless it was given
  /// What a fixed piece of work took just before the load and right after it, which tells how fast
  /// the machine was.
  Figure reference_workload_before_ms, reference_workload_after_ms;
  std::vector<Parameter> parameters;
  std::vector<Parameter> environment;
  std::vector<std::string> warnings;
  std::vector<std::string> findings;  // sentences that answer the question: "best batch size: 50"
  std::vector<Point> points;
  std::vector<TimelineRow> timeline;
  std::vector<CounterInfo> counters;  // that its targets told, by names that differ
  std::vector<CounterRow> counted;
  std::vector<ClassRow> classes;
  std::vector<StageRow> stages;
  std::vector<SlowRequest> slowest;
  std::vector<FailureRow> failures;  // the most frequent of a phase first
  std::vector<Distribution> distributions;
  std::vector<Check> checks;
  std::vector<ObjectiveResult> objectives;
  std::vector<Estimated> estimates;
  std::vector<KnownAnswer> known_answers;
  std::vector<Effect> effects;
  std::vector<TextTable> tables;

  bool valid() const {
    for (const Check& check : checks) {
      if (check.state == CheckState::failed) return false;
    }
    return true;
  }
};

}  // namespace harness::result
