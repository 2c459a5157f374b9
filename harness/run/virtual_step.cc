#include "harness/run/virtual_step.h"

#include "harness/load/exponential.h"
#include "harness/load/generator.h"
#include "harness/load/open_loop.h"
#include "harness/run/due_count.h"
#include "harness/run/offer.h"
#include "harness/run/phase_plan.h"
#include "harness/run/study.h"

namespace harness::run {
namespace {

constexpr double glance_mean_s = 0.02;

/// Looks and glances as events of the clock.
class VirtualWatch {
 public:
  VirtualWatch(ManualClock& clock, Observer& observer, Target& target,
               const record::WindowGrid& windows, Instant start, Duration interval,
               std::uint64_t seed)
      : clock_(clock), observer_(observer), target_(target), random_(seed, load::Stream::glances) {
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
    const double gap_s = load::exponential(random_) * glance_mean_s;
    const Instant next = now + Duration(static_cast<Duration::rep>(gap_s * 1e9));
    clock_.at(next, [this, next, live = live_] {
      if (!*live) return;
      observer_.glance(target_);
      glance_later(next);
    });
  }

  ManualClock& clock_;
  Observer& observer_;
  Target& target_;
  load::Generator random_;
  std::shared_ptr<bool> live_ = std::make_shared<bool>(true);
};

}  // namespace

MeasuredStep measure_virtually(ManualClock& clock, Target& target, const VirtualOrder& order) {
  load::Schedule schedule = schedule_of(order.load, order.rate_per_s, order.seed).value();
  load::RequestMix mix = load::RequestMix::make({}, target.population(), order.seed).value();
  const std::vector<PhasePlan> plan = plan_of(order.load, schedule);
  const Duration width = window_for(order.interval);
  const record::WindowGrid windows(lengths_of(plan), width);
  std::vector<std::string> names;
  for (const PhasePlan& phase : plan) names.push_back(phase.name);

  MeasuredStep step;
  step.name = "step";
  step.open_loop = true;
  step.stages = target.stages();
  step.origin = clock.now();
  record::Recorder recorder(windows.count(), step.stages.size());
  Observer observer(recorder, step.origin, windows, names, step.name);
  VirtualWatch watch(clock, observer, target, windows, step.origin, order.interval, order.seed);
  load::OpenLoop loop(clock, target, recorder, Waiting::spin, width);
  const load::Driven driven = loop.run(schedule, mix, step.origin, order.patience, {});
  watch.stop(windows.phases() - 1);
  step.unfinished = driven.unfinished;
  step.conduct = driven.conduct;
  step.patience = order.patience;
  step.timeline = observer.take_rows();
  DueCount{std::move(schedule), windows, step.origin, recorder.sent(), step.origin}.add_to(
      observer, step.timeline);
  step.in_flight = observer.in_flight();
  step.phases = phases_of(plan, observer, width, step.origin, step.origin);
  study(step);
  return step;
}

}  // namespace harness::run
