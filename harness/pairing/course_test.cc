#include "harness/pairing/course.h"

#include <doctest/doctest.h>

#include <random>

namespace course_test {

using namespace harness;
using namespace std::chrono_literals;
using harness::gate::Confirmation;
using harness::gate::Outcome;
using harness::gate::Pair;
using harness::pairing::Course;
using harness::pairing::CourseOrder;
using harness::pairing::run_course;
using harness::pairing::Stage;

namespace {

/// Each pair takes 2 s, and scatters by 1 % around the effect of its stage.
struct MadeUp {
  double first = 0, fresh = 0;  // log ratios of the candidate's CPU time
  ManualClock clock;
  std::mt19937_64 random{1};
  std::size_t relinked = 0;
  std::vector<pairing::CourseProgress> told;

  CourseOrder order() {
    CourseOrder order;
    order.plan.metrics = {{.name = "cpu_us_per_request", .label = "CPU time a request"}};
    order.make_pair = [this](Stage stage, std::size_t) -> Expected<Pair> {
      clock.wait_until(clock.now() + 2s, Waiting::sleep, {});
      const double effect = stage == Stage::first ? first : fresh;
      std::normal_distribution<> scatter(0, 0.01);
      Pair pair;
      pair.base.figures["cpu_us_per_request"] = 10 * std::exp(scatter(random));
      pair.candidate.figures["cpu_us_per_request"] = 10 * std::exp(effect + scatter(random));
      return pair;
    };
    order.relinks = [this] { return ++relinked > 0; };
    order.tell = [this](const auto& progress) { told.push_back(progress); };
    return order;
  }
};

}  // namespace

TEST_CASE("equal programs pass after the first look, and nothing is linked anew") {
  MadeUp programs;
  const Course course = run_course(programs.clock, programs.order(), {});
  CHECK(course.verdict.outcome == Outcome::passed);
  CHECK(course.pairs.size() == 8);
  CHECK(course.fresh_pairs.empty());
  CHECK(programs.relinked == 0);
  REQUIRE(programs.told.size() == 8);
  CHECK(programs.told[7].pair == 8);
  CHECK(programs.told[7].total_s == doctest::Approx(16));
}

TEST_CASE("a regression is confirmed by fresh pairs of programs linked anew") {
  MadeUp programs{.first = 0.1, .fresh = 0.1};
  const Course course = run_course(programs.clock, programs.order(), {});
  CHECK(course.verdict.outcome == Outcome::failed);
  CHECK(course.verdict.confirmation == Confirmation::confirmed);
  CHECK(course.fresh_pairs.size() >= 8);
  CHECK(programs.relinked == 1);
}

TEST_CASE("what fresh pairs don't show is no failure") {
  MadeUp programs{.first = 0.1, .fresh = 0};
  const Course course = run_course(programs.clock, programs.order(), {});
  CHECK(course.verdict.outcome != Outcome::failed);
  CHECK(course.verdict.confirmation == Confirmation::not_confirmed);
}

TEST_CASE("after an alarm that was not confirmed the gate goes on for the other metrics") {
  MadeUp programs{.first = 0.1, .fresh = 0};
  CourseOrder order = programs.order();
  order.plan.metrics.push_back({.name = "p50", .label = "P50"});
  std::normal_distribution<> wide(0, 0.04);  // not settled when the CPU time alarms
  order.make_pair = [&, make = order.make_pair](Stage stage, std::size_t number) {
    auto pair = make(stage, number);
    pair->base.figures["p50"] = 5 * std::exp(wide(programs.random));
    pair->candidate.figures["p50"] = 5 * std::exp(wide(programs.random));
    return pair;
  };
  order.plan.looks = significance::patient_looks;
  const Course course = run_course(programs.clock, order, {});
  REQUIRE(course.verdict.metrics.size() == 2);
  CHECK(course.verdict.confirmation == Confirmation::not_confirmed);
  CHECK(course.fresh_pairs.size() == 8);
  CHECK(course.pairs.size() > 12);
  CHECK(course.verdict.metrics[0].kind == gate::Kind::same);
  CHECK(course.verdict.metrics[0].metric.gating);
  CHECK(course.verdict.metrics[1].settled);
  CHECK(programs.relinked == 1);
}

TEST_CASE("a pair that can't be measured ends the gate, which is invalid, never passed") {
  MadeUp programs;
  CourseOrder order = programs.order();
  order.make_pair = [](Stage, std::size_t number) -> Expected<Pair> {
    if (number == 3) return failure("the candidate: was killed by signal 11");
    return Pair{};
  };
  const Course course = run_course(programs.clock, order, {});
  CHECK(course.verdict.outcome == Outcome::invalid);
  CHECK(course.verdict.sentence == "Invalid: the candidate: was killed by signal 11.");
  CHECK(course.pairs.size() == 3);
}

TEST_CASE("where the time is up, what there is must do") {
  MadeUp programs;
  CourseOrder order = programs.order();
  order.budget = 9s;  // of which six are the first stage's: three pairs
  const Course course = run_course(programs.clock, order, {});
  CHECK(course.verdict.outcome == Outcome::inconclusive);
  CHECK(course.out_of_time);
  CHECK(course.pairs.size() == 3);
}

TEST_CASE("a regression without time to confirm it is inconclusive") {
  MadeUp programs{.first = 0.1, .fresh = 0.1};
  CourseOrder order = programs.order();
  order.budget = 36s;  // of which the twelfth pair takes what was left
  order.make_pair = [&, make = order.make_pair](Stage stage, std::size_t number) {
    auto pair = make(stage, number);
    if (stage == Stage::first && number == 11)
      programs.clock.wait_until(programs.clock.now() + 20s, Waiting::sleep, {});
    return pair;
  };
  const Course course = run_course(programs.clock, order, {});
  CHECK(course.verdict.outcome == Outcome::inconclusive);
  CHECK(course.verdict.sentence ==
        "Inconclusive: CPU time a request regressed, and no time was left to confirm that; a "
        "longer --budget has it.");
}

TEST_CASE("a stop request keeps the pairs and what they tell") {
  MadeUp programs;
  std::stop_source stop;
  CourseOrder order = programs.order();
  order.make_pair = [&, make = order.make_pair](Stage stage, std::size_t number) {
    if (number == 4) stop.request_stop();
    return make(stage, number);
  };
  const Course course = run_course(programs.clock, order, stop.get_token());
  CHECK(course.cut_short);
  CHECK(!course.out_of_time);
  CHECK(course.pairs.size() == 5);
  CHECK(course.verdict.outcome == Outcome::inconclusive);
}

}  // namespace course_test
