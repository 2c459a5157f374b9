#include "harness/measure/step_book.h"

#include <algorithm>
#include <utility>

#include "harness/measure/counted.h"
#include "harness/measure/sending_threads.h"

namespace harness::measure {
namespace {

constexpr Duration longest_pass = std::chrono::hours(1);  // of a target that hangs

}  // namespace

StepBook::StepBook(Clock& clock, const StepOrder& order, const std::stop_token& stop)
    : clock_(clock),
      order_(order),
      stop_(stop),
      stand_(order.stand != nullptr ? *order.stand : own_stand_) {}

Expected<void> StepBook::prepare() {
  if (!stand_.is_taken()) {
    order_.begins(scenario::Activity::making);
    scenario::TargetOrder order = order_.target;
    order.scratch /= std::to_string(++targets_);
    for (const scenario::Setting& setting : order_.step.settings) order.settings.push_back(setting);
    order.ageing = order_.step.ageing;
    order.stop = stop_;
    order.tell = [this](const std::string& phase) { order_.tell(phase, {}); };
    if (auto made = stand_.set_up(order_.make_target, order); !made) return made;
    if (auto sound = check_described(stand_.target()); !sound) return sound;
  }
  before_ = slice::said_by(stand_.target());
  if (observer_) observer_->follow(stand_.processes(), stand_.prepared().resources);
  order_.begins(scenario::Activity::loading);
  return {};
}

void StepBook::begin(std::vector<PhasePlan> plan, bool passes) {
  plan_ = std::move(plan);
  step_.stages = stand_.target().stages();
  step_.classes = stand_.target().classes();
  std::vector<std::string> names;
  for (const PhasePlan& phase : plan_) names.push_back(phase.name);
  lengths_ = passes ? std::vector<Duration>{longest_pass} : lengths_of(plan_);
  window_ = passes ? longest_pass : window_for(order_.interval);
  windows_ = record::WindowGrid(lengths_, window_);
  std::vector<std::uint32_t> first_windows;
  for (std::uint32_t i = 0; i < windows_.phases(); ++i) {
    first_windows.push_back(windows_.first_of(i));
  }
  recorder_.emplace(windows_.count(), step_.stages.size(), std::move(first_windows), step_.classes,
                    order_.bounds);
  step_.judged = order_.bounds.any();
  observer_.emplace(*recorder_, order_.origin, windows_, std::move(names), order_.step.name);
  observer_->follow(stand_.processes(), stand_.prepared().resources);
  others_.begin(clock_.now());
}

Expected<mix::RequestMix> StepBook::mix(const mix::Popularity& popularity) const {
  auto mix = mix::RequestMix::make(popularity, stand_.target().population(), order_.seed,
                                   stand_.prepared().item_bytes);
  // What one probe of a search asked would be in a cache when the next one asks it again.
  if (mix) mix->skip(stand_.sent());
  return mix;
}

Watch::Order StepBook::watch_order(Instant start) {
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

void StepBook::settle(const drive::Driven& driven) {
  step_.cut_short = step_.cut_short || driven.cut_short;
  step_.unfinished += driven.unfinished;
  stand_.add_sent(recorder_->sent());
  hear(slice::said_by(stand_.target()));
  step_.describe_as(stand_.prepared());
  step_.processes = stand_.processes().size();
  for (const std::string& line : observer_->lost()) {
    if (std::ranges::find(step_.lost, line) == step_.lost.end()) step_.lost.push_back(line);
  }
  tell_threads(order_.step.load, step_.parameters);
  // What it still owes would come to a recorder that is no longer there.
  if (&stand_ == &own_stand_ || driven.unfinished > 0) take_down();
}

void StepBook::take_down() {
  order_.begins(scenario::Activity::checking);
  if (auto right = stand_.take_down(); !right && step_.wrong.empty()) {
    step_.wrong = right.error().message;
  }
}

/// What the target says of the requests that it ended, over all targets of the step.
void StepBook::hear(const Observation& now) {
  if (!now.ok || !now.failed || !now.shed) return;
  if (!step_.said) step_.said.emplace();
  step_.said->add({.ok = *now.ok - before_.ok.value_or(0),
                   .failed = *now.failed - before_.failed.value_or(0),
                   .shed = *now.shed - before_.shed.value_or(0)});
}

void StepBook::end_plan(const drive::Driven& driven) {
  if (!was_ended()) return;
  Duration length = driven.sent_until - driven.start;
  for (PhasePlan& phase : plan_) {
    phase.length = std::clamp(length, Duration{}, phase.length);
    length -= phase.length;
  }
}

MeasuredStep StepBook::take(Instant start) {
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
  return std::move(step_);
}

}  // namespace harness::measure
