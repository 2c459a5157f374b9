#include "harness/run/runner.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/run/ablate.h"
#include "harness/run/capacity_search.h"
#include "harness/run/check_kinds.h"
#include "harness/run/measure.h"
#include "harness/run/run_log.h"
#include "harness/run/second_tries.h"
#include "harness/run/sending_threads.h"
#include "harness/run/study.h"
#include "harness/run/until.h"

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
        total_s_(std::chrono::duration<double>(length_of(order.form)).count()),
        log_(clock, order),
        second_tries_(length_of(order.form)) {}

  Expected<result::RunResult> run() {
    if (needs_capacity(order_.form) && !order_.capacity_per_s) {
      if (auto found = find_capacity(); !found) return tl::unexpected(found.error());
    }
    auto done = order_.form.ablation ? ablate(clock_, order_, log_, tell_, stop_)
                : order_.form.search ? search_rate()
                                     : run_steps();
    if (!done) return tl::unexpected(done.error());
    return log_.finish(stop_.stop_requested());
  }

 private:
  using Enough = std::function<bool(const Slices&)>;
  using Note = std::function<std::string()>;

  Expected<void> run_in_turn() {
    std::vector<StepOrder> orders;
    std::vector<Step> steps = order_.form.steps;
    for (Step& step : steps) {
      ++step_number_;
      add_settings(step);
      orders.push_back(step_order(step));
    }
    step_number_ = 0;
    auto measured = measure_in_turn(clock_, orders, stop_);
    if (!measured) return tl::unexpected(measured.error());
    for (MeasuredStep& step : *measured) {
      study(step);
      log_.keep(step, Purpose::passes);
    }
    return {};
  }

  Expected<void> run_steps() {
    if (order_.form.in_turn) return run_in_turn();
    for (const Step& step : order_.form.steps) {
      if (stop_.stop_requested()) break;
      ++step_number_;
      std::optional<Until> until;
      if (order_.until) until.emplace(*order_.until, std::holds_alternative<OpenLoad>(step.load));
      auto measured = until ? measure_step(
                                  step, [&](const Slices& slices) { return until->enough(slices); },
                                  [&] { return until->progress(); })
                            : measure_step(step);
      if (!measured) return tl::unexpected(measured.error());
      if (until) {
        until_verdicts_.push_back(until->verdict(step.name, measured->phases.back().name));
      }
      const Purpose purpose =
          order_.scenario.kind == "overhead" ? Purpose::harness : Purpose::figures;
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
  Expected<void> try_again(const Step& step, MeasuredStep& measured, Purpose purpose) {
    const auto why = second_tries_.grant(measured, check_step(measured, purpose));
    if (!why || stop_.stop_requested()) return {};
    auto again = measure_step(step);
    if (!again) return tl::unexpected(again.error());
    if (again->cut_short) return {};  // the first try is whole
    log_.keep_disturbed(measured, *why);
    measured = std::move(*again);
    return {};
  }

  Expected<void> search_rate() {
    auto search = CapacitySearch::make(order_.limits, *order_.form.search,
                                       log_.result().capacity_per_s.value_or(0));
    if (!search) return tl::unexpected(search.error());
    std::optional<MeasuredStep> last;  // its outputs are verified with the target, after all probes
    while (!stop_.stop_requested()) {
      const std::optional<Step> step = search->next();
      if (!step) break;
      ++step_number_;
      auto measured = measure_step(
          *step, [&](const Slices& slices) { return search->enough(slices.entries()); },
          [&] { return search->progress(); });
      if (!measured) return tl::unexpected(measured.error());
      if (auto taken = search->take(*measured); !taken) return taken;
      if (last) log_.keep(*last, Purpose::probe);
      last = std::move(*measured);
    }
    if (last) {
      if (stand_.is_taken()) {
        if (auto right = stand_.take_down(); !right) {
          last->wrong = right.error().message;
          log_.add(outputs_verified(*last));  // of the target that all probes met
        }
      }
      log_.keep(*last, Purpose::probe);
    }
    search->conclude(log_.result());
    return {};
  }

  void add_settings(Step& step) const {
    step.settings.insert(step.settings.end(), order_.settings.begin(), order_.settings.end());
  }

  StepOrder step_order(const Step& step) {
    return {.step = step,
            .popularity = step.popularity.value_or(order_.scenario.popularity),
            .make_target = order_.scenario.make_target,
            .target = {.clock = clock_,
                       .engine = step.engine.empty() ? order_.engine : step.engine,
                       .settings = {},
                       .corpus = order_.corpus,
                       .scratch = order_.scratch / fmt::format("step-{}", step_number_)},
            .seed = order_.seed,
            .capacity_per_s = log_.result().capacity_per_s.value_or(0),
            .interval = order_.form.interval,
            .origin = origin_,
            .tell = [this, name = step.name](
                        const std::string& phase,
                        const result::TimelineRow& row) { tell(name, phase, row); },
            .enough = {},
            .patience = order_.patience.value_or(order_.scenario.patience)};
  }

  Expected<MeasuredStep> measure_step(Step step, Enough enough = {}, Note note = {}) {
    note_ = std::move(note);
    tell(step.name, {}, {});
    add_settings(step);
    StepOrder order = step_order(step);
    order.enough = std::move(enough);
    // Probes meet one target, warm from those before, as a target in use would be.
    order.stand = order_.form.search ? &stand_ : nullptr;
    auto measured = measure(clock_, order, stop_);
    note_ = {};
    if (measured) study(*measured);
    return measured;
  }

  Expected<void> find_capacity() {
    Step step = order_.form.search ? Step{.name = {},
                                          .settings = order_.form.search->settings,
                                          .load = order_.form.search->load}
                                   : order_.form.steps.front();
    step.name = "capacity";
    step.ageing = {};
    step.load = ClosedLoad{.clients = capacity_clients,
                           .length = order_.form.capacity,
                           .threads = threads_of(step.load)};
    auto measured = measure_step(step);
    if (!measured) return tl::unexpected(measured.error());
    const MeasuredPhase& phase = measured->phases.back();
    if (phase.account.wall() > Duration{}) {
      log_.result().capacity_per_s =
          static_cast<double>(phase.ended.accepted()) / seconds(phase.account.wall());
      log_.add(capacity_known(*measured, phase));
    }
    if (log_.result().capacity_per_s.value_or(0) <= 0 && !stop_.stop_requested()) {
      return failure(
          "the target answered nothing while its capacity was measured; give an "
          "absolute rate (--rate 5/s) to run all the same");
    }
    log_.keep_unjudged(*measured);
    return {};
  }

  void tell(const std::string& step, const std::string& phase,
            const result::TimelineRow& row) const {
    const double now = std::chrono::duration<double>(clock_.now() - origin_).count();
    tell_({.step = step,
           .phase = phase,
           .step_number = step_number_,
           .steps = order_.form.steps.size(),
           .done_s = std::min(now, total_s_),
           .total_s = total_s_,
           .note = note_ ? note_() : std::string(),
           .interval = row});
  }

  Clock& clock_;
  const RunOrder& order_;
  const Tell& tell_;
  const std::stop_token& stop_;
  const Instant origin_;
  const double total_s_;
  RunLog log_;
  SecondTries second_tries_;
  Stand stand_;  // of a search
  std::size_t step_number_ = 0;
  Note note_;
  std::vector<result::ObjectiveResult> until_verdicts_;
};

}  // namespace

Expected<result::RunResult> run(Clock& clock, const RunOrder& order, const Tell& tell,
                                const std::stop_token& stop) {
  return Running(clock, order, tell, stop).run();
}

}  // namespace harness::run
