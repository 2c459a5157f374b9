#include "harness/measure/measure.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "harness/drive/closed_loop.h"
#include "harness/drive/open_loop.h"
#include "harness/drive/priority.h"
#include "harness/measure/counted.h"
#include "harness/measure/due_count.h"
#include "harness/measure/falling_behind.h"
#include "harness/measure/observer.h"
#include "harness/measure/offer.h"
#include "harness/measure/phase_plan.h"
#include "harness/measure/sending_threads.h"
#include "harness/measure/watch.h"
#include "harness/scenario/passes.h"

namespace harness::measure {
namespace {

constexpr Duration lead = std::chrono::milliseconds(5);   // for the observer to be there first
constexpr Duration longest_pass = std::chrono::hours(1);  // of a target that hangs

/// A step while it is measured: what outlives its targets, and the phases' bookkeeping.
class Measuring {
 public:
  Measuring(Clock& clock, const StepOrder& order, const std::stop_token& stop)
      : clock_(clock),
        order_(order),
        stop_(stop),
        stand_(order.stand != nullptr ? *order.stand : own_stand_) {}
  Measuring(const Measuring&) = delete;
  Measuring& operator=(const Measuring&) = delete;

  Expected<MeasuredStep> run() {
    if (const auto* load = std::get_if<scenario::ClosedLoad>(&order_.step.load); load != nullptr) {
      if (load->passes) return run_passes();
    }
    if (auto made = prepare(); !made) return tl::unexpected(made.error());
    const auto* open = std::get_if<scenario::OpenLoad>(&order_.step.load);
    auto done = open != nullptr ? run_open(*open)
                                : run_clients(std::get<scenario::ClosedLoad>(order_.step.load));
    if (!done) return tl::unexpected(done.error());
    return std::move(step_);
  }

  bool has_begun() const { return passes_.count() > 0; }

  /// Has a load of passes had enough of them?
  bool has_passed() const {
    const bool ended = was_ended() || step_.unfinished > 0;
    return has_begun() &&
           (ended || passes_.enough(std::get<scenario::ClosedLoad>(order_.step.load)));
  }

  /// Makes a fresh target and asks it for each item once. Precondition: the load is of passes.
  Expected<void> pass() {
    const auto& load = std::get<scenario::ClosedLoad>(order_.step.load);
    const Instant begun = clock_.now();
    if (auto made = prepare(); !made) return made;
    if (!has_begun()) {
      step_.think_time = load.think_time;
      begin(plan_of(load));
      first_ = clock_.now();
    } else {
      observer_->begin_pass();
    }
    mix::Popularity once = order_.popularity;
    once.choice = mix::Choice::sequential_once;
    auto taken = drive_clients(load, once);
    if (!taken) return tl::unexpected(taken.error());
    measured_ += *taken;
    passes_.add(clock_.now() - begun);
    step_.passes = passes_.count();
    return {};
  }

  /// What the passes came to. Precondition: pass() was called.
  MeasuredStep take() {
    plan_.front().length = measured_;
    collect(first_);
    return std::move(step_);
  }

 private:
  Expected<MeasuredStep> run_passes() {
    while (!has_passed()) {
      if (auto passed = pass(); !passed) return tl::unexpected(passed.error());
    }
    return take();
  }

  Expected<void> prepare() {
    if (!stand_.is_taken()) {
      order_.begins(scenario::Activity::making);
      scenario::TargetOrder order = order_.target;
      order.scratch /= std::to_string(++targets_);
      for (const scenario::Setting& setting : order_.step.settings)
        order.settings.push_back(setting);
      order.ageing = order_.step.ageing;
      order.stop = stop_;
      order.tell = [this](const std::string& phase) { order_.tell(phase, {}); };
      if (auto made = stand_.set_up(order_.make_target, order); !made) return made;
      if (auto sound = check_described(stand_.target()); !sound) return sound;
    }
    before_ = slice::said_by(stand_.target());
    if (observer_) observer_->follow(stand_.processes());
    order_.begins(scenario::Activity::loading);
    return {};
  }

  void begin(std::vector<PhasePlan> plan) {
    plan_ = std::move(plan);
    step_.stages = stand_.target().stages();
    step_.classes = stand_.target().classes();
    std::vector<std::string> names;
    for (const PhasePlan& phase : plan_) names.push_back(phase.name);
    const auto* clients = std::get_if<scenario::ClosedLoad>(&order_.step.load);
    // A pass is one window, and ends with its items.
    const bool passes = clients != nullptr && clients->passes;
    lengths_ = passes ? std::vector<Duration>{longest_pass} : lengths_of(plan_);
    window_ = passes ? longest_pass : window_for(order_.interval);
    windows_ = record::WindowGrid(lengths_, window_);
    std::vector<std::uint32_t> first_windows;
    for (std::uint32_t i = 0; i < windows_.phases(); ++i) {
      first_windows.push_back(windows_.first_of(i));
    }
    recorder_.emplace(windows_.count(), step_.stages.size(), std::move(first_windows),
                      step_.classes);
    observer_.emplace(*recorder_, order_.origin, windows_, std::move(names), order_.step.name);
    observer_->follow(stand_.processes());
    others_.begin(clock_.now());
  }

  Watch::Order watch_order(Instant start) {
    Watch::Order watch{
        .windows = windows_,
        .start = start,
        .width = window_for(order_.interval),
        .interval = order_.interval,
        .told = [this](const result::TimelineRow& row) { order_.tell(row.phase, row); }};
    if (order_.enough) {
      watch.sliced = [this](std::uint32_t phase, const slice::Slices& slices) {
        if (plan_[phase].measured && order_.enough(slice::settled(slices, window_))) {
          enough_.request_stop();
        }
      };
    }
    return watch;
  }

  Expected<mix::RequestMix> mix(const mix::Popularity& popularity) const {
    return mix::RequestMix::make(popularity, stand_.target().population(), order_.seed,
                                 stand_.prepared().item_bytes);
  }

  Expected<void> run_open(const scenario::OpenLoad& load) {
    step_.open_loop = true;
    const double rate = load.rate.per_second(order_.capacity_per_s);
    auto schedule = schedule_of(load, rate, order_.seed);
    if (!schedule) return tl::unexpected(schedule.error());
    auto requests = mix(order_.popularity);
    if (!requests) return tl::unexpected(requests.error());
    if (requests->ends()) return failure("an open load's items must not run out");
    begin(plan_of(load, *schedule));
    const Instant start = clock_.now() + lead;
    const schedule::Schedule told_again = *schedule;
    if (auto may = allow_threads(load.threads, stand_.target()); !may) return may;
    FallingBehind behind(*schedule);
    Watch::Order watch = watch_order(start);
    watch.looked = [&](Instant now) {
      if (stop_.stop_requested() || enough_.stop_requested()) return;  // somebody ended it
      if (behind.is_hopeless(now - start, recorder_->sent())) enough_.request_stop();
    };
    Watch watching(clock_, *observer_, stand_.target(), std::move(watch));
    drive::OpenLoop loop(clock_, stand_.target(), *recorder_, load.waiting, window_, load.threads);
    const drive::Driven driven = [&] {
      std::optional<drive::Priority> before_the_engine;
      // Threads that do the engine's own work go before nobody.
      if (load.waiting != Waiting::spin && load.threads <= 1) {
        before_the_engine.emplace();
        generator_priority_ = before_the_engine->describe();
      }
      return loop.run(std::move(*schedule), *requests, start, order_.patience,
                      {stop_, enough_.get_token(), [&](Instant at) { watching.end_load(at); }});
    }();
    watching.stop();
    step_.given_up = behind.reason();
    leave(driven, loop);
    end_plan(driven);
    step_.timeline = observer_->take_rows();
    DueCount{told_again, windows_, start, recorder_->sent(), order_.origin}.add_to(*observer_,
                                                                                   step_.timeline);
    collect(start);
    return {};
  }

  Expected<void> run_clients(const scenario::ClosedLoad& load) {
    step_.think_time = load.think_time;
    begin(plan_of(load));
    const Instant first = clock_.now() + lead;
    auto taken = drive_clients(load, order_.popularity);
    if (!taken) return tl::unexpected(taken.error());
    collect(first);
    return {};
  }

  Expected<Duration> drive_clients(const scenario::ClosedLoad& load,
                                   const mix::Popularity& popularity) {
    auto requests = mix(popularity);
    if (!requests) return tl::unexpected(requests.error());
    auto may = allow_threads(load.threads, stand_.target());
    if (!may) return tl::unexpected(may.error());
    drive::ClosedLoop loop(clock_, stand_.target(), *recorder_, load.clients, load.think_time,
                           window_, load.threads);
    const Instant start = clock_.now() + lead;
    Watch::Order watch = watch_order(start);
    watch.exact_begin = load.passes;
    Watch watching(clock_, *observer_, stand_.target(), std::move(watch));
    // A pass's window is the pass and nothing before it, or a short one's throughput would be
    // wrong.
    const Instant first = load.passes ? clock_.now() : start;
    drive::Ending ending{stop_, enough_.get_token()};
    if (!load.passes) ending.sent = [&](Instant at) { watching.end_load(at); };
    const drive::Driven driven = loop.run(*requests, lengths_, first, order_.patience, ending);
    if (load.passes) {
      watching.stop(driven.finished);
    } else {
      watching.stop();
    }
    leave(driven, loop);
    if (!load.passes) end_plan(driven);
    return driven.finished - driven.start;
  }

  template <class Loop>
  void leave(const drive::Driven& driven, const Loop& loop) {
    step_.cut_short = step_.cut_short || driven.cut_short;
    step_.unfinished += driven.unfinished;
    hear(slice::said_by(stand_.target()));
    step_.describe_as(stand_.prepared());
    step_.processes = stand_.processes().size();
    for (const std::string& line : observer_->lost()) {
      if (std::ranges::find(step_.lost, line) == step_.lost.end()) step_.lost.push_back(line);
    }
    if (!generator_priority_.empty()) {
      step_.parameters.emplace_back("generator's priority", generator_priority_);
    }
    tell_threads(order_.step.load, step_.parameters);
    // What it still owes would come to a recorder that is no longer there.
    if (&stand_ == &own_stand_ || driven.unfinished > 0) take_down();
    step_.conduct.add(loop.conduct());  // with what came while the target was taken down
    recorder_->reuse_parts();
  }

  void take_down() {
    order_.begins(scenario::Activity::checking);
    if (auto right = stand_.take_down(); !right && step_.wrong.empty()) {
      step_.wrong = right.error().message;
    }
  }

  /// What the target says of the requests that it ended, over all targets of the step.
  void hear(const Observation& now) {
    if (!now.ok || !now.failed || !now.shed) return;
    if (!step_.said) step_.said.emplace();
    step_.said->add({.ok = *now.ok - before_.ok.value_or(0),
                     .failed = *now.failed - before_.failed.value_or(0),
                     .shed = *now.shed - before_.shed.value_or(0)});
  }

  bool was_ended() const { return step_.cut_short || enough_.stop_requested(); }

  /// The phases as they came to be, if something ended the load before its time.
  void end_plan(const drive::Driven& driven) {
    if (!was_ended()) return;
    Duration length = driven.sent_until - driven.start;
    for (PhasePlan& phase : plan_) {
      phase.length = std::clamp(length, Duration{}, phase.length);
      length -= phase.length;
    }
  }

  void collect(Instant start);

  Clock& clock_;
  const StepOrder& order_;
  const std::stop_token& stop_;
  std::stop_source enough_;
  int targets_ = 0;
  scenario::Passes passes_;
  Duration measured_{};  // of the passes: from each one's first request to its last one's end
  Instant first_;        // when they began
  std::string generator_priority_;
  std::vector<PhasePlan> plan_;
  std::vector<Duration> lengths_;  // that the driver keeps to
  Duration window_{};
  record::WindowGrid windows_;
  std::optional<record::Recorder> recorder_;
  std::optional<Observer> observer_;
  probe::OtherPrograms others_;
  Stand own_stand_;  // its target is destroyed before the recorder
  Stand& stand_;
  Observation before_;  // what the target said before the step
  MeasuredStep step_;
};

void Measuring::collect(Instant start) {
  step_.phases = phases_of(plan_, *observer_, window_, start, order_.origin);
  if (!step_.open_loop) step_.timeline = observer_->take_rows();
  step_.in_flight = observer_->in_flight();
  step_.counters = observer_->counters();
  step_.failures = recorder_->failures();
  step_.name = order_.step.name;
  step_.busiest_other = others_.busiest(clock_.now(), stand_.pids());
  step_.settings = order_.step.settings;
  step_.place = order_.step.place;
  step_.origin = order_.origin;
  step_.patience = order_.patience;
}

}  // namespace

Expected<MeasuredStep> measure(Clock& clock, const StepOrder& order, const std::stop_token& stop) {
  return Measuring(clock, order, stop).run();
}

Expected<std::vector<MeasuredStep>> measure_in_turn(Clock& clock,
                                                    const std::vector<StepOrder>& orders,
                                                    const std::stop_token& stop) {
  std::vector<std::unique_ptr<Measuring>> steps;
  for (const StepOrder& order : orders) {
    steps.push_back(std::make_unique<Measuring>(clock, order, stop));
  }
  const auto goes_on = [](const auto& step) { return !step->has_passed(); };
  while (!stop.stop_requested() && std::any_of(steps.begin(), steps.end(), goes_on)) {
    for (const auto& step : steps) {
      if (step->has_passed() || stop.stop_requested()) continue;
      if (auto passed = step->pass(); !passed) return tl::unexpected(passed.error());
    }
  }
  std::vector<MeasuredStep> measured;
  for (const auto& step : steps) {
    if (step->has_begun()) measured.push_back(step->take());
  }
  return measured;
}

}  // namespace harness::measure
