#include "harness/run/runner.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/checks/check_kinds.h"
#include "harness/measure/sending_threads.h"
#include "harness/measure/stand.h"
#include "harness/measure/study.h"
#include "harness/run/ablate.h"
#include "harness/run/capacity_search.h"
#include "harness/run/good_requests.h"
#include "harness/run/run_log.h"
#include "harness/run/second_tries.h"
#include "harness/run/until.h"
#include "harness/scenario/time_box.h"
#include "harness/scenario/time_plan.h"

namespace harness::run {
namespace {

/// As many clients as keep every worker and a batch busy, and no more than a queue holds.
constexpr std::size_t capacity_clients = 200;

/// A step that has to make up for what others took beyond the plan is not shortened further.
constexpr double most_shortened = 0.3;

/// A run while it goes on.
class Running {
 public:
  Running(Clock& clock, const RunOrder& order, const Tell& tell, const std::stop_token& stop)
      : clock_(clock),
        order_(order),
        tell_(tell),
        stop_(stop),
        origin_(clock.now()),
        plan_(order.form, scenario::needs_capacity(order.form) && !order.capacity_per_s),
        log_(clock, order),
        second_tries_(plan_.left(origin_)) {}

  Expected<result::RunResult> run() {
    log_.result().reference_workload_before_ms = reference_workload();
    if (scenario::needs_capacity(order_.form) && !order_.capacity_per_s) {
      if (auto found = find_capacity(); !found) return tl::unexpected(found.error());
    }
    auto done = order_.form.ablation() ? ablate(clock_, order_, log_, tell_, stop_)
                : order_.form.search() ? search_rate()
                                       : run_steps();
    if (!done) return tl::unexpected(done.error());
    log_.result().reference_workload_after_ms = reference_workload();
    return log_.finish(stop_.stop_requested());
  }

 private:
  using Enough = std::function<bool(std::span<const slice::Slice>)>;
  using Note = std::function<std::string()>;

  result::Figure reference_workload() const {
    return order_.reference_workload ? order_.reference_workload() : result::Figure();
  }

  Expected<void> run_in_turn() {
    std::vector<measure::StepOrder> orders;
    const auto planned = order_.form.steps();
    std::vector<scenario::Step> steps(planned.begin(), planned.end());
    for (scenario::Step& step : steps) {
      planned_ = step_number_++;
      add_settings(step);
      orders.push_back(step_order(step));
    }
    step_number_ = 0;
    auto measured = measure::measure_in_turn(clock_, orders, stop_);
    if (!measured) return tl::unexpected(measured.error());
    for (measure::MeasuredStep& step : *measured) {
      measure::study(step);
      log_.keep(step, checks::Purpose::passes);
    }
    return {};
  }

  Expected<void> run_steps() {
    if (order_.form.in_turn()) return run_in_turn();
    for (scenario::Step step : order_.form.steps()) {
      if (stop_.stop_requested()) break;
      planned_ = step_number_++;
      keep_within_bound(step);
      std::optional<Until> until;
      if (order_.until)
        until.emplace(*order_.until, std::holds_alternative<scenario::OpenLoad>(step.load));
      auto measured = until ? measure_step(
                                  step,
                                  [&](std::span<const slice::Slice> slices) {
                                    const bool enough = until->enough(slices);
                                    foresee(*until);
                                    return enough;
                                  },
                                  [&] { return until->progress(); })
                            : measure_step(step);
      if (!measured) return tl::unexpected(measured.error());
      if (until) {
        until_verdicts_.push_back(until->verdict(step.name, measured->phases.back().name));
      }
      const checks::Purpose purpose =
          order_.scenario.view.of_harness ? checks::Purpose::harness : checks::Purpose::figures;
      if (!until) {
        if (auto again = try_again(step, *measured, purpose); !again) return again;
      }
      log_.keep(*measured, purpose);
    }
    for (result::ObjectiveResult& verdict : until_verdicts_) {
      log_.result().objectives.push_back(std::move(verdict));
    }
    return {};
  }

  /// Measures the step once more if the machine disturbed it.
  Expected<void> try_again(const scenario::Step& step, measure::MeasuredStep& measured,
                           checks::Purpose purpose) {
    const Instant now = clock_.now();
    const bool bound = order_.form.bound > Duration{};
    const Duration most = bound ? left_of_bound(now) - plan_.left(now) : Duration::max();
    const auto why = second_tries_.grant(measured, checks::check_step(measured, purpose), most);
    if (!why || stop_.stop_requested()) return {};
    plan_.again(planned_);
    auto again = measure_step(step);
    if (!again) return tl::unexpected(again.error());
    if (again->cut_short) return {};  // the first try is whole
    log_.keep_disturbed(measured, *why);
    measured = std::move(*again);
    return {};
  }

  Expected<void> search_rate() {
    auto search = CapacitySearch::make(order_.limits, *order_.form.search(),
                                       log_.result().capacity_per_s.value_or(0));
    if (!search) return tl::unexpected(search.error());
    planned_ = 0;
    std::optional<measure::MeasuredStep>
        last;  // its outputs are verified with the target, after all probes
    while (!stop_.stop_requested()) {
      const std::optional<scenario::Step> step = search->next();
      if (!step) break;
      ++step_number_;
      auto measured = measure_step(
          *step, [&](std::span<const slice::Slice> slices) { return search->enough(slices); },
          [&] { return search->progress(); });
      if (!measured) return tl::unexpected(measured.error());
      if (auto taken = search->take(*measured); !taken) return taken;
      plan_.foresee(planned_, search->left(), clock_.now());
      if (last) log_.keep(*last, checks::Purpose::probe);
      last = std::move(*measured);
    }
    if (last) {
      if (stand_.is_taken()) {
        plan_.begin(planned_, scenario::Activity::checking, clock_.now());
        if (auto right = stand_.take_down(); !right) {
          last->wrong = right.error().message;
          log_.add(checks::outputs_verified(*last));  // of the target that all probes met
        }
      }
      log_.keep(*last, checks::Purpose::probe);
    }
    search->conclude(log_.result());
    return {};
  }

  void foresee(const Until& until) {
    const Instant now = clock_.now();
    const double taken = seconds(now - load_began_);
    const auto left = std::chrono::duration<double>(taken * (until.longer() - 1));
    if (until.longer() > 0 && left.count() < 1e9) {
      plan_.foresee(planned_, std::chrono::duration_cast<Duration>(left), now);
    }
  }

  Duration left_of_bound(Instant now) const { return order_.form.bound - (now - origin_); }

  /// Where those before it took longer than was planned, and all was to fit into a time.
  void keep_within_bound(scenario::Step& step) {
    const Instant now = clock_.now();
    const Duration loads = plan_.left_of_loads();
    const Duration over = plan_.left(now) - left_of_bound(now);
    if (order_.form.bound == Duration{} || step_number_ == 1 || over <= Duration{}) return;
    if (loads <= Duration{}) return;
    scenario::stretch(step, std::max(most_shortened, 1 - seconds(over) / seconds(loads)));
    plan_.change(planned_, step);
  }

  void add_settings(scenario::Step& step) const {
    step.settings.insert(step.settings.end(), order_.settings.begin(), order_.settings.end());
  }

  measure::StepOrder step_order(const scenario::Step& step) {
    return {.step = step,
            .popularity = step.popularity.value_or(order_.scenario.popularity),
            .make_target = order_.scenario.make_target,
            .target = {.clock = clock_,
                       .engine = step.engine.empty() ? order_.engine : step.engine,
                       .settings = {},
                       .corpus = order_.corpus,
                       .scratch = order_.scratch / fmt::format("step-{}", step_number_),
                       .processes = order_.processes},
            .seed = order_.seed,
            .capacity_per_s = log_.result().capacity_per_s.value_or(0),
            .interval = order_.form.interval,
            .origin = origin_,
            .tell = [this, name = step.name](
                        const std::string& phase,
                        const result::TimelineRow& row) { tell(name, phase, row); },
            .enough = {},
            .begins =
                [this, planned = planned_, name = step.name](scenario::Activity activity) {
                  const Instant now = clock_.now();
                  plan_.begin(planned, activity, now);
                  if (activity == scenario::Activity::loading) load_began_ = now;
                  // Of passes, which are short, nobody wants to read the parts.
                  const std::string part(order_.form.in_turn() ? "" : to_string(activity));
                  if (activity != scenario::Activity::loading) tell(name, part, {});
                },
            .patience = order_.patience.value_or(order_.scenario.patience),
            .bounds = bounds_of(order_.limits)};
  }

  Expected<measure::MeasuredStep> measure_step(scenario::Step step, Enough enough = {},
                                               Note note = {}) {
    note_ = std::move(note);
    add_settings(step);
    measure::StepOrder order = step_order(step);
    order.enough = std::move(enough);
    // Probes meet one target, warm from those before, as a target in use would be.
    order.stand = order_.form.search() ? &stand_ : nullptr;
    auto measured = order_.measure(clock_, order, stop_);
    note_ = {};
    if (!order_.form.search() || planned_ == plan_.capacity()) plan_.end(planned_, clock_.now());
    if (measured) measure::study(*measured);
    return measured;
  }

  Expected<void> find_capacity() {
    scenario::Step step = order_.form.search()
                              ? scenario::Step{.name = {},
                                               .settings = order_.form.search()->settings,
                                               .load = order_.form.search()->load}
                              : order_.form.steps().front();
    step.name = "capacity";
    step.ageing = {};
    step.load = scenario::ClosedLoad{.clients = capacity_clients,
                                     .length = order_.form.capacity,
                                     .threads = measure::threads_of(step.load)};
    planned_ = plan_.capacity();
    auto measured = measure_step(step);
    if (!measured) return tl::unexpected(measured.error());
    const measure::MeasuredPhase& phase = measured->phases.back();
    if (phase.account.wall() > Duration{}) {
      log_.result().capacity_per_s =
          static_cast<double>(phase.ended.accepted()) / seconds(phase.account.wall());
      result::Check known = checks::capacity_known(phase);
      known.step = measured->name;
      log_.add(std::move(known));
    }
    if (log_.result().capacity_per_s.value_or(0) <= 0 && !stop_.stop_requested()) {
      return failure(
          "the target answered nothing while its capacity was measured; give an "
          "absolute rate (--rate 5/s) to run all the same");
    }
    for (result::Check& check :
         std::vector{checks::every_request_ended(*measured), checks::ended_once(*measured),
                     checks::possible_times(*measured), checks::outputs_verified(*measured)}) {
      if (check.state == result::CheckState::passed) continue;
      check.step = measured->name;
      log_.add(std::move(check));
    }
    log_.keep_unjudged(*measured);
    return {};
  }

  void tell(const std::string& step, const std::string& phase,
            const result::TimelineRow& row) const {
    const Instant now = clock_.now();
    const double done_s = seconds(now - origin_);
    tell_({.step = step,
           .phase = phase,
           .step_number = step_number_,
           .steps = order_.form.steps().size(),
           .done_s = done_s,
           .total_s = done_s + seconds(plan_.left(now)),
           .note = note_ ? note_() : std::string(),
           .interval = row});
  }

  Clock& clock_;
  const RunOrder& order_;
  const Tell& tell_;
  const std::stop_token& stop_;
  const Instant origin_;
  scenario::TimePlan plan_;
  RunLog log_;
  SecondTries second_tries_;
  measure::Stand stand_;  // of a search
  std::size_t step_number_ = 0;
  std::size_t planned_ = 0;  // the step's number in the plan
  Instant load_began_;       // the one under way
  Note note_;
  std::vector<result::ObjectiveResult> until_verdicts_;
};

}  // namespace

Expected<result::RunResult> run(Clock& clock, const RunOrder& order, const Tell& tell,
                                const std::stop_token& stop) {
  return Running(clock, order, tell, stop).run();
}

}  // namespace harness::run
