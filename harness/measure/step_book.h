// A step while it is measured: its target, and the books that are kept of it.
#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "harness/drive/conduct.h"
#include "harness/drive/driven.h"
#include "harness/measure/measured.h"
#include "harness/measure/observer.h"
#include "harness/measure/phase_plan.h"
#include "harness/measure/stand.h"
#include "harness/measure/step_order.h"
#include "harness/measure/watch.h"
#include "harness/mix/request_mix.h"
#include "harness/probe/other_programs.h"
#include "harness/record/recorder.h"

namespace harness::measure {

/// From a load's planned beginning on: for the observer to be there first.
inline constexpr Duration lead = std::chrono::milliseconds(5);

/// What all kinds of loads need around their drivers, and what outlives a step's targets. A load is
/// measured by prepare(), begin(), its driver, leave(), and at last take(); of passes all but
/// begin() and take() over and over.
class StepBook {
 public:
  /// The order must outlive it.
  StepBook(Clock& clock, const StepOrder& order, const std::stop_token& stop);
  StepBook(const StepBook&) = delete;
  StepBook& operator=(const StepBook&) = delete;

  /// Makes the target, unless one stands. An error: it can't be made.
  Expected<void> prepare();

  /// The load is about to begin. `passes`: it is one window, however long.
  void begin(std::vector<PhasePlan> plan, bool passes);

  /// What a load asks of this step's items.
  Expected<mix::RequestMix> mix(const mix::Popularity& popularity) const;

  /// How the load is watched that begins then.
  Watch::Order watch_order(Instant start);

  /// The load was driven: what the target and the processes came to is taken down, and so is the
  /// target itself, unless it stands for others. `conduct`: how requests were ended, asked once
  /// nothing more can end.
  template <class Loop>
  void leave(const drive::Driven& driven, const Loop& loop) {
    settle(driven);
    step_.conduct.add(loop.conduct());  // with what came while the target was taken down
    recorder_->reuse_parts();
  }

  /// The phases as they came to be, if something ended the load before its time.
  void end_plan(const drive::Driven& driven);

  /// What was measured, of a load that began then. Once.
  MeasuredStep take(Instant start);

  /// Somebody stopped the load, or enough was measured.
  bool was_ended() const { return step_.cut_short || enough_.stop_requested(); }

  Clock& clock() { return clock_; }
  const StepOrder& order() const { return order_; }
  const std::stop_token& stop() const { return stop_; }
  /// Ends the load as one of which enough was measured.
  std::stop_source& enough() { return enough_; }
  Target& target() { return stand_.target(); }
  // These are there from begin() on.
  record::Recorder& recorder() { return *recorder_; }
  Observer& observer() { return *observer_; }
  const record::WindowGrid& windows() const { return windows_; }
  Duration window() const { return window_; }
  /// Of the phases, as the driver keeps to them.
  const std::vector<Duration>& lengths() const { return lengths_; }
  std::vector<PhasePlan>& plan() { return plan_; }
  /// What is known of the step so far.
  MeasuredStep& step() { return step_; }
  const MeasuredStep& step() const { return step_; }

 private:
  void settle(const drive::Driven& driven);
  void hear(const Observation& now);
  void take_down();

  Clock& clock_;
  const StepOrder& order_;
  const std::stop_token& stop_;
  std::stop_source enough_;
  int targets_ = 0;
  std::vector<PhasePlan> plan_;
  std::vector<Duration> lengths_;
  Duration window_{};
  record::WindowGrid windows_;
  std::optional<record::Recorder> recorder_;
  std::optional<Observer> observer_;
  probe::OtherPrograms others_;
  Stand own_stand_;  // its target is destroyed before the recorder
  Stand& stand_;
  Observation before_;  // what the target said before the load
  MeasuredStep step_;
};

}  // namespace harness::measure
