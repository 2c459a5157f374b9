// How long a run takes, as far as is known by now.
#pragma once

#include <array>
#include <cstddef>
#include <mutex>
#include <optional>
#include <vector>

#include "harness/clock.h"
#include "harness/scenario/activity.h"
#include "harness/scenario/passes.h"
#include "harness/scenario/scenario.h"

namespace harness::scenario {

/// How much longer things take than was planned, learned from those that have ended.
class Lesson {
 public:
  void learn(Duration planned, Duration taken);

  /// What `planned` will take: longer or shorter as those before were; where none of them had a
  /// plan, as long as they took on average.
  Duration expect(Duration planned) const;

 private:
  Duration planned_{}, taken_{};
  Duration::rep count_ = 0;
};

/// All parts of a run with how long they are expected to take: first as the form has it, then
/// corrected as parts end, since those still to come will take what such parts took. Whoever runs
/// the steps tells it what begins. An example: ten steps of 1 s whose targets were to be made in
/// 0.1 s; the first two took 0.3 s each; 8 * 1.3 s are left. Thread-safe.
class TimePlan {
 public:
  /// The steps are numbered as the form's; a search is one step. `with_capacity`: it is measured
  /// before all of them, under the number capacity().
  TimePlan(const Form& form, bool with_capacity);

  std::size_t capacity() const { return parts_.size() - 1; }

  /// From now on the step is about this. In a load of passes each making begins another pass;
  /// elsewhere beginning again what goes on, or what came before it, changes nothing.
  void begin(std::size_t step, Activity activity, Instant now);

  /// Nothing more is to come of the step.
  void end(std::size_t step, Instant now);

  /// The step is to be measured once more, from its beginning.
  void again(std::size_t step);

  /// The load that the step will have, which is not the form's.
  void change(std::size_t step, const Step& changed);

  /// The load under way is expected to end in `left`, if that is before its planned end.
  void foresee(std::size_t step, Duration left, Instant now);

  /// What all of it takes, before anything has begun, or what is left of it.
  Duration left(Instant now) const;

  /// The loads of the steps that have not begun: what other lengths of theirs would change of that.
  Duration left_of_loads() const;

 private:
  /// One step.
  struct Part {
    Duration making{}, ageing{}, loading{}, checking{};  // as planned
    bool is_closed = false;                              // its load is a closed loop's
    std::optional<ClosedLoad> passes;                    // or of passes, which are these

    bool is_over = false;
    std::optional<Activity> activity;      // under way, or the last one
    Instant since;                         // when that began, or a pass
    std::optional<Instant> foreseen = {};  // the load's end
    Passes done = {};
  };

  static Part part_of(const Step& step);
  static Duration planned_pass(const Part& part);
  Duration making(const Part& part) const;
  Duration loading(const Part& part) const;
  Duration all_passes(const Part& part) const;
  Duration left(const Part& part, Instant now) const;
  Duration left_of_passes(const Part& part, Instant now) const;
  void close(Part& part, Instant now);

  mutable std::mutex mutex_;
  std::vector<Part> parts_;  // of the form's steps; the last one measures the capacity
  Duration frame_{};         // the form's, which comes before all parts and after them
  bool has_begun_ = false;
  Lesson making_, checking_;
  Lesson open_ends_;    // what requests under way at an open load's end take until theirs
  Lesson closed_ends_;  // what requests under way at a closed load's end take until theirs
};

}  // namespace harness::scenario
