#include "harness/measure/virtual_step.h"

#include "harness/drive/closed_loop.h"
#include "harness/drive/open_loop.h"
#include "harness/measure/due_count.h"
#include "harness/measure/offer.h"
#include "harness/measure/phase_plan.h"
#include "harness/measure/study.h"
#include "harness/schedule/exponential.h"
#include "harness/schedule/generator.h"

namespace harness::measure {
namespace {

constexpr double glance_mean_s = 0.02;

/// Looks and glances as events of the clock.
class VirtualWatch {
 public:
  VirtualWatch(ManualClock& clock, Observer& observer, Target& target,
               const record::WindowGrid& windows, Instant start, Duration interval,
               std::uint64_t seed)
      : clock_(clock),
        observer_(observer),
        target_(target),
        random_(seed, schedule::Stream::glances) {
    observer_.begin(target_, start);
    Instant row = start + interval;
    for (std::uint32_t window = 0; window < windows.count(); ++window) {
      const Instant end = start + windows.end_of(window);
      const std::uint32_t phase = windows.phase_of(window);
      const bool last = window + 1 == windows.count() || windows.phase_of(window + 1) != phase;
      const bool ends_row = last || end >= row;
      while (row <= end) row += interval;
      clock_.at(end, [this, end, window, phase, ends_row] {
        observer_.look(target_, end, window);
        if (ends_row) observer_.end_row(phase);
      });
    }
    glance_later(start);
  }

  void stop(std::uint32_t last_phase) {
    *live_ = false;
    observer_.look(target_, clock_.now(), {});
    observer_.end_row(last_phase);
  }

 private:
  void glance_later(Instant now) {
    const double gap_s = schedule::exponential(random_) * glance_mean_s;
    const Instant next = now + Duration(static_cast<Duration::rep>(gap_s * 1e9));
    clock_.at(next, [this, next, live = live_] {
      if (!*live) return;
      observer_.glance();
      observer_.see_queue(target_);
      glance_later(next);
    });
  }

  ManualClock& clock_;
  Observer& observer_;
  Target& target_;
  schedule::Generator random_;
  std::shared_ptr<bool> live_ = std::make_shared<bool>(true);
};

/// What is measured in virtual time, but for the driver.
class VirtualMeasuring {
 public:
  VirtualMeasuring(ManualClock& clock, Target& target, std::vector<PhasePlan> plan,
                   Duration interval, std::uint64_t seed)
      : plan_(std::move(plan)),
        lengths_(lengths_of(plan_)),
        width_(window_for(interval)),
        windows_(lengths_, width_),
        origin_(clock.now()),
        recorder_(windows_.count(), target.stages().size(), {0}, target.classes()),
        observer_(recorder_, origin_, windows_, names(), "step"),
        watch_(clock, observer_, target, windows_, origin_, interval, seed) {
    step_.name = "step";
    step_.stages = target.stages();
    step_.classes = target.classes();
    step_.origin = origin_;
  }

  record::Recorder& recorder() { return recorder_; }
  Duration width() const { return width_; }
  Instant origin() const { return origin_; }
  std::span<const Duration> lengths() const { return lengths_; }

  /// `told_again`: the schedule of an open loop.
  MeasuredStep end(const drive::Driven& driven, std::optional<schedule::Schedule> told_again) {
    watch_.stop(windows_.phases() - 1);
    step_.open_loop = told_again.has_value();
    step_.unfinished = driven.unfinished;
    step_.conduct = driven.conduct;
    step_.timeline = observer_.take_rows();
    step_.counters = observer_.counters();
    if (told_again) {
      DueCount{std::move(*told_again), windows_, origin_, recorder_.sent(), origin_}.add_to(
          observer_, step_.timeline);
    }
    step_.in_flight = observer_.in_flight();
    step_.phases = phases_of(plan_, observer_, width_, origin_, origin_);
    study(step_);
    return std::move(step_);
  }

 private:
  std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const PhasePlan& phase : plan_) names.push_back(phase.name);
    return names;
  }

  std::vector<PhasePlan> plan_;
  std::vector<Duration> lengths_;
  Duration width_;
  record::WindowGrid windows_;
  Instant origin_;
  record::Recorder recorder_;
  Observer observer_;
  VirtualWatch watch_;
  MeasuredStep step_;
};

}  // namespace

MeasuredStep measure_virtually(ManualClock& clock, Target& target, const VirtualOrder& order) {
  schedule::Schedule schedule = schedule_of(order.load, order.rate_per_s, order.seed).value();
  mix::RequestMix mix = mix::RequestMix::make({}, target.population(), order.seed).value();
  VirtualMeasuring measuring(clock, target, plan_of(order.load, schedule), order.interval,
                             order.seed);
  drive::OpenLoop loop(clock, target, measuring.recorder(), Waiting::spin, measuring.width());
  const drive::Driven driven = loop.run(schedule, mix, measuring.origin(), order.patience, {});
  MeasuredStep step = measuring.end(driven, std::move(schedule));
  step.patience = order.patience;
  return step;
}

MeasuredStep measure_virtually(ManualClock& clock, Target& target, const VirtualClients& order) {
  mix::RequestMix mix = mix::RequestMix::make({}, target.population(), order.seed).value();
  VirtualMeasuring measuring(
      clock, target,
      plan_of(scenario::ClosedLoad{.clients = order.clients, .length = order.length}),
      order.interval, order.seed);
  drive::ClosedLoop loop(clock, target, measuring.recorder(), order.clients, {}, measuring.width());
  const drive::Driven driven =
      loop.run(mix, measuring.lengths(), measuring.origin(), std::chrono::hours(1), {});
  return measuring.end(driven, {});
}

}  // namespace harness::measure
