#include "harness/scenario/time_plan.h"

#include <doctest/doctest.h>

#include <cmath>
#include <functional>
#include <map>

#include "harness/scenario/form.h"
#include "harness/scenario/side_by_side.h"
#include "harness/schedule/shapes.h"

namespace time_plan_test {

using namespace std::chrono_literals;
using harness::Duration;
using harness::Instant;
using harness::ManualClock;
using harness::seconds;
using harness::scenario::Activity;
using harness::scenario::ClosedLoad;
using harness::scenario::Form;
using harness::scenario::length_of;
using harness::scenario::Lesson;
using harness::scenario::needs_capacity;
using harness::scenario::OpenLoad;
using harness::scenario::Passes;
using harness::scenario::Step;
using harness::scenario::TimePlan;
using harness::scenario::Toll;

namespace {

constexpr Toll toll{.making = 20ms, .checking = 80ms, .seeing = 0ms, .pass = 400ms};

OpenLoad open_load(Duration length, harness::schedule::Rate rate) {
  OpenLoad load;
  load.rate = rate;
  load.segments = harness::schedule::constant("only", 1, length);
  return load;
}

Step passes(std::string name, Duration length, std::size_t fewest = 1) {
  return {.name = std::move(name),
          .settings = {},
          .load = ClosedLoad{.length = length, .passes = true, .fewest_passes = fewest},
          .toll = toll};
}

// Forms as scenarios have them.

Form even_load() {
  return {.course = harness::scenario::Steps{{{.name = "load",
                                               .settings = {},
                                               .load = open_load(
                                                   7s, harness::schedule::percent_of_capacity(60)),
                                               .toll = toll}}},
          .capacity = 3s};
}

Form soak() {
  Form form = even_load();
  form.steps()[0].ageing = 1s;
  form.steps()[0].toll.seeing = 500ms;
  *form.step_list() =
      harness::scenario::side_by_side(*form.step_list(), std::vector<std::string>{"v1", "v2"});
  return form;
}

Form many_steps() {
  Form form;
  for (int i = 0; i < 36; ++i) {
    form.step_list()->push_back({.name = std::to_string(i),
                                 .settings = {},
                                 .load = ClosedLoad{.length = 150ms, .warm_up = 150ms},
                                 .toll = toll});
  }
  return form;
}

Form sweep() {
  Form form;
  for (int i = 0; i < 7; ++i) form.step_list()->push_back(passes(std::to_string(i), 1200ms));
  return form;
}

Form in_turn() {
  Form form = sweep();
  for (Step& step : form.steps()) std::get<ClosedLoad>(step.load).fewest_passes = 10;
  form.course = harness::scenario::Turns{std::move(*form.step_list())};
  return form;
}

/// What things really take, which no plan knows: step by step.
struct Truth {
  Duration making{}, ending{}, pass{}, checking{};
};
using Truths = std::function<Truth(std::size_t step)>;

/// A run as the runner makes it, in virtual time.
class Simulated {
 public:
  Simulated(const Form& form, Truths truths)
      : form_(form), truths_(std::move(truths)), plan_(form, needs_capacity(form)) {}

  /// The plan's guess of all of the time, at several moments; and the truth at the end.
  void run() {
    note();
    if (needs_capacity(form_)) {
      measure(plan_.capacity(), form_.capacity, {}, truths_(0));
      plan_.end(plan_.capacity(), clock_.now());
    }
    if (form_.in_turn()) {
      take_turns();
    } else {
      for (std::size_t i = 0; i < form_.steps().size(); ++i) step(i);
    }
    note();
  }

  Duration taken() { return clock_.now() - Instant{}; }

  /// The worst error of what was said to be left, as a share of all that it took, from a third of
  /// the run on.
  double worst() {
    double worst = 0;
    for (const auto& [when, left] : guesses_) {
      if (3 * when < taken()) continue;
      const double off = static_cast<double>((left - (taken() - when)).count());
      worst = std::max(worst, std::abs(off) / static_cast<double>(taken().count()));
    }
    return worst;
  }

  Duration first_guess() const { return guesses_.front().second; }
  Duration last_guess() const { return guesses_.back().second; }

 private:
  void note() { guesses_.emplace_back(clock_.now() - Instant{}, plan_.left(clock_.now())); }

  void go_by(Duration time) {
    const Instant end = clock_.now() + time;
    while (clock_.now() < end) {
      clock_.wait_until(std::min(end, clock_.now() + 50ms), harness::Waiting::sleep, {});
      note();
    }
  }

  void do_it(std::size_t step, Activity activity, Duration time) {
    plan_.begin(step, activity, clock_.now());
    go_by(time);
  }

  void measure(std::size_t step, Duration load, Duration ageing, const Truth& truth) {
    do_it(step, Activity::making, truth.making + ageing);
    do_it(step, Activity::loading, load + truth.ending);
    do_it(step, Activity::checking, truth.checking);
  }

  void pass(std::size_t step) {
    const Truth truth = truths_(step);
    const Instant begun = clock_.now();
    measure(step, truth.pass, {}, truth);
    done_[step].add(clock_.now() - begun);
  }

  bool enough(std::size_t step) {
    return done_[step].enough(std::get<ClosedLoad>(form_.steps()[step].load));
  }

  void step(std::size_t i) {
    const Step& step = form_.steps()[i];
    const auto* const closed = std::get_if<ClosedLoad>(&step.load);
    if (closed != nullptr && closed->passes) {
      while (!enough(i)) pass(i);
    } else {
      measure(i, harness::scenario::warm_up_length(step.load) + measured_length(step.load),
              step.ageing, truths_(i));
    }
    plan_.end(i, clock_.now());
  }

  void take_turns() {
    bool any = true;
    while (any) {
      any = false;
      for (std::size_t i = 0; i < form_.steps().size(); ++i) {
        if (enough(i)) continue;
        pass(i);
        any = true;
      }
    }
    for (std::size_t i = 0; i < form_.steps().size(); ++i) plan_.end(i, clock_.now());
  }

  const Form form_;
  const Truths truths_;
  ManualClock clock_;
  TimePlan plan_;
  std::map<std::size_t, Passes> done_;
  std::vector<std::pair<Duration, Duration>> guesses_;  // when, how long yet
};

const std::vector<Form> forms{even_load(), soak(), many_steps(), sweep(), in_turn()};

}  // namespace

TEST_CASE("lessons scale what was planned, and stand for what was not") {
  Lesson lesson;
  CHECK(lesson.expect(100ms) == 100ms);
  lesson.learn(100ms, 300ms);
  CHECK(lesson.expect(100ms) == 300ms);
  CHECK(lesson.expect(50ms) == 150ms);
  lesson.learn(100ms, 100ms);
  CHECK(lesson.expect(100ms) == 200ms);
  Lesson without_plan;
  without_plan.learn({}, 30ms);
  without_plan.learn({}, 50ms);
  CHECK(without_plan.expect({}) == 40ms);
}

TEST_CASE("the plan of a form is the sum of its parts") {
  CHECK(length_of(even_load()) == 3s + 7s + 2 * (20ms + 80ms));
  CHECK(length_of(soak()) == 3s + 2 * (1s + 7s) + 3 * (20ms + 500ms + 80ms));
  CHECK(length_of(many_steps()) == 36 * (300ms + 20ms + 80ms));
  CHECK(length_of(sweep()) == 7 * 2 * 500ms);    // two passes are nearest to 1.2 s
  CHECK(length_of(in_turn()) == 7 * 5 * 500ms);  // ten are wanted, in 2.4 s there is room for five
}

TEST_CASE("a run that goes as planned takes as long as was said, and then nothing is left") {
  for (const Form& form : forms) {
    Simulated run(form, [&](std::size_t step) {
      const Toll& toll = form.steps()[step].toll;
      return Truth{.making = toll.making + toll.seeing,
                   .ending = {},
                   .pass = toll.pass,
                   .checking = toll.checking};
    });
    run.run();
    CHECK(seconds(run.first_guess()) == doctest::Approx(seconds(run.taken())).epsilon(0.02));
    CHECK(run.last_guess() == 0s);
    CHECK(run.worst() < 0.05);
  }
}

TEST_CASE("whatever preparation really costs, from a third of the run on what is left is known") {
  for (const Duration making : {1ms, 100ms, 400ms}) {
    for (const Duration checking : {1ms, 200ms, 700ms}) {
      for (const Duration pass : {1ms, 300ms, 1500ms}) {
        for (std::size_t i = 0; i < forms.size(); ++i) {
          CAPTURE(making.count());
          CAPTURE(checking.count());
          CAPTURE(pass.count());
          CAPTURE(i);
          Simulated run(forms[i], [&](std::size_t step) {
            // Steps differ: every third one takes half as long again.
            const auto times = [&](Duration time) { return step % 3 == 0 ? time * 3 / 2 : time; };
            return Truth{.making = times(making),
                         .ending = 30ms,
                         .pass = times(pass),
                         .checking = times(checking)};
          });
          run.run();
          CHECK(run.worst() < 0.2);
          CHECK(run.last_guess() == 0s);
        }
      }
    }
  }
}

TEST_CASE("a part that is late is never said to be over") {
  TimePlan plan(even_load(), false);
  plan.begin(0, Activity::making, Instant{});
  Duration before{};
  for (const Duration now : {1s, 10s, 100s}) {
    const Duration left = plan.left(Instant(now)) - (7s + 80ms);
    CHECK(left > before);
    before = left;
  }
}

TEST_CASE("a load that ends sooner is foreseen, a later one is not believed") {
  TimePlan plan(even_load(), false);
  plan.begin(0, Activity::making, Instant{});
  plan.begin(0, Activity::loading, Instant(20ms));
  plan.foresee(0, 2s, Instant(1s));
  CHECK(plan.left(Instant(1s)) == 2s + 80ms);
  CHECK(plan.left(Instant(2s)) == 1s + 80ms);
  plan.foresee(0, 1h, Instant(2s));
  CHECK(plan.left(Instant(2020ms)) == 5s + 80ms);
}

TEST_CASE("a step that is measured again, or otherwise, is planned again") {
  TimePlan plan(many_steps(), false);
  const Duration one = 300ms + 20ms + 80ms;
  plan.begin(0, Activity::making, Instant{});
  plan.begin(0, Activity::loading, Instant(20ms));
  plan.begin(0, Activity::checking, Instant(320ms));
  plan.end(0, Instant(one));
  CHECK(plan.left(Instant(one)) == 35 * one);
  CHECK(plan.left_of_loads() == 35 * 300ms);
  plan.again(0);
  CHECK(plan.left(Instant(one)) == 36 * one);
  Step shorter = many_steps().steps()[0];
  shorter.load = ClosedLoad{.length = 100ms};
  plan.change(0, shorter);
  CHECK(plan.left(Instant(one)) == 36 * one - 200ms);
}

TEST_CASE("what frames a run is left once more from its beginning on") {
  Form form = even_load();
  form.frame = 100ms;
  TimePlan plan(form, false);
  const Duration one = 7s + 20ms + 80ms;
  CHECK(plan.left(Instant{}) == one + 200ms);
  plan.begin(0, Activity::making, Instant(100ms));
  CHECK(plan.left(Instant(100ms)) == one + 100ms);
}

}  // namespace time_plan_test
