#include "harness/run/runner.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <algorithm>
#include <ctime>

#include "harness/probe/clock_reading.h"
#include "harness/probe/environment.h"
#include "harness/result/objective.h"
#include "harness/run/checks.h"
#include "harness/run/measure.h"
#include "harness/run/offer.h"
#include "harness/run/points.h"
#include "harness/run/study.h"

namespace harness::run {
namespace {

/// As many clients as keep every worker and a batch busy, and no more than a queue holds.
constexpr std::size_t capacity_clients = 200;

/// A run while it goes on.
class Running {
 public:
  Running(Clock& clock, const RunOrder& order, const Tell& tell, const std::stop_token& stop)
      : clock_(clock),
        order_(order),
        tell_(tell),
        stop_(stop),
        origin_(clock.now()),
        clocks_(probe::read_clocks(clock)),
        total_s_(std::chrono::duration<double>(length_of(order.form)).count()) {}

  Expected<result::RunResult> run() {
    describe();
    if (needs_capacity(order_.form)) {
      if (auto found = find_capacity(); !found) return tl::unexpected(found.error());
    }
    for (const Step& step : order_.form.steps) {
      if (stop_.stop_requested()) break;
      ++step_number_;
      auto measured = measure_step(step);
      if (!measured) return tl::unexpected(measured.error());
      keep(*measured);
    }
    conclude();
    return std::move(result_);
  }

 private:
  void describe() {
    result_.scenario = order_.scenario.name;
    result_.question = order_.scenario.question;
    result_.kind = order_.scenario.kind;
    result_.form = to_string(order_.size);
    result_.started_utc = fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
    result_.command = order_.command;
    result_.seed = order_.seed;
    probe::Environment environment = probe::describe_environment({.results = order_.scratch});
    result_.environment = std::move(environment.facts);
    result_.warnings = std::move(environment.warnings);
    result_.parameters.emplace_back("popularity", load::to_string(order_.scenario.popularity));
    if (const std::string offered = describe_arrivals(order_.form); !offered.empty()) {
      result_.parameters.emplace_back("arrivals", offered);
    }
  }

  Expected<MeasuredStep> measure_step(Step step) {
    step_name_ = step.name;
    tell({}, {});
    step.settings.insert(step.settings.end(), order_.settings.begin(), order_.settings.end());
    const StepOrder order{
        .step = step,
        .popularity = order_.scenario.popularity,
        .make_target = order_.scenario.make_target,
        .target = {.clock = clock_,
                   .engine = order_.engine,
                   .settings = {},
                   .corpus = order_.corpus,
                   .scratch = order_.scratch / fmt::format("step-{}", step_number_)},
        .seed = order_.seed,
        .capacity_per_s = result_.capacity_per_s.value_or(0),
        .interval = order_.form.interval,
        .origin = origin_,
        .tell = [this](const std::string& phase, const result::TimelineRow& row) {
          tell(phase, row);
        }};
    auto measured = measure(clock_, order, stop_);
    if (measured) study(*measured);
    return measured;
  }

  Expected<void> find_capacity() {
    Step step = order_.form.steps.front();
    step.name = "capacity";
    step.load = ClosedLoad{.clients = capacity_clients,
                           .length = order_.form.capacity,
                           .warm_up = {},
                           .think_time = {},
                           .passes = false};
    auto measured = measure_step(step);
    if (!measured) return tl::unexpected(measured.error());
    for (MeasuredPhase& phase : measured->phases) {
      if (phase.quoted_length() > Duration{}) {
        result_.capacity_per_s = static_cast<double>(phase.totals.outcomes.accepted()) /
                                 std::chrono::duration<double>(phase.quoted_length()).count();
      }
      phase.measured = false;
    }
    if (result_.capacity_per_s.value_or(0) <= 0 && !stop_.stop_requested()) {
      return failure(
          "the target answered nothing while its capacity was measured; give an "
          "absolute rate (--rate 5/s) to run all the same");
    }
    add_step(*measured, result_);
    return {};
  }

  void keep(MeasuredStep& step) {
    const bool judged = order_.scenario.kind != "overhead";
    for (result::Check& check : check_step(step, judged)) checks_.push_back(std::move(check));
    result_.cut_short = result_.cut_short || step.cut_short;
    if (step_number_ == 1) {
      for (result::Parameter& parameter : step.parameters) {
        result_.parameters.push_back(std::move(parameter));
      }
    }
    add_step(step, result_);
  }

  void conclude() {
    result_.cut_short = result_.cut_short || stop_.stop_requested();
    result_.duration_s = std::chrono::duration<double>(clock_.now() - origin_).count();
    const probe::ClockTrouble trouble = probe::trouble_between(clocks_, probe::read_clocks(clock_));
    for (result::Check& check : check_run(probe::build_facts(), trouble, clock_.now() - origin_)) {
      checks_.push_back(std::move(check));
    }
    result_.checks = worst_of(checks_);
    for (result::Point& point : result_.points) point.valid = result_.valid();
    if (order_.scenario.conclude != nullptr) order_.scenario.conclude(result_);
    for (const Limit& limit : order_.scenario.limits) result_.objectives.push_back(judge(limit));
  }

  /// A limit that can't be read is a slip in the scenario; it is told, not passed over.
  result::ObjectiveResult judge(const Limit& limit) const {
    if (auto objective = result::Objective::parse(limit.objective, limit.source)) {
      return objective->check(result_);
    } else {
      return {.objective = limit.objective,
              .source = limit.source,
              .verdict = result::Verdict::cant_tell,
              .sentence = objective.error().message};
    }
  }

  void tell(const std::string& phase, const result::TimelineRow& row) const {
    const double now = std::chrono::duration<double>(clock_.now() - origin_).count();
    tell_({.step = step_name_,
           .phase = phase,
           .step_number = step_number_,
           .steps = order_.form.steps.size(),
           .done_s = std::min(now, total_s_),
           .total_s = total_s_,
           .interval = row});
  }

  Clock& clock_;
  const RunOrder& order_;
  const Tell& tell_;
  const std::stop_token& stop_;
  const Instant origin_;
  const probe::ClockReading clocks_;
  const double total_s_;
  std::size_t step_number_ = 0;
  std::string step_name_;
  std::vector<result::Check> checks_;
  result::RunResult result_;
};

}  // namespace

Expected<result::RunResult> run(Clock& clock, const RunOrder& order, const Tell& tell,
                                const std::stop_token& stop) {
  return Running(clock, order, tell, stop).run();
}

}  // namespace harness::run
