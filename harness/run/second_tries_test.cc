#include "harness/run/second_tries.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "harness/environment/build_facts.h"
#include "harness/measure/test_step.h"
#include "harness/run/run_log.h"

namespace second_tries_test {

using namespace std::chrono_literals;
using harness::checks::check_step;
using harness::checks::Purpose;
using harness::measure::MeasuredStep;
using harness::measure::step_of;
using harness::run::RunLog;
using harness::run::SecondTries;

namespace {

// step_of makes steps of 20 s: a run of so many has time for one more.
constexpr auto five_steps = 100s;

bool is_granted(SecondTries& tries, const MeasuredStep& step) {
  return tries.grant(step, check_step(step, Purpose::figures)).has_value();
}

const harness::scenario::Scenario scenario{.name = "two"};

}  // namespace

TEST_CASE("what the machine disturbed is measured again, within a fifth of the run's time") {
  const MeasuredStep stolen = step_of({.steal = 0.2});
  SecondTries tries(five_steps);
  const auto why = tries.grant(stolen, check_step(stolen, Purpose::figures));
  REQUIRE(why);
  CHECK(why->find("20.0 % of the cores' time went to other machines") != std::string::npos);
  CHECK_FALSE(is_granted(tries, stolen));  // the time is spent
  SecondTries short_run(five_steps - 1s);
  CHECK_FALSE(is_granted(short_run, stolen));
}

TEST_CASE("a run that is to end by some time has a second try only where that leaves time for it") {
  const MeasuredStep stolen = step_of({.steal = 0.2});
  const auto checks = check_step(stolen, Purpose::figures);
  CHECK_FALSE(SecondTries(five_steps).grant(stolen, checks, 19s));
  CHECK(SecondTries(five_steps).grant(stolen, checks, 20s));
}

TEST_CASE("each fault of machine or generator gets its try, the target's own none") {
  const auto is_tried = [](const MeasuredStep& step) {
    SecondTries tries(five_steps);
    return is_granted(tries, step);
  };
  CHECK_FALSE(is_tried(step_of()));
  CHECK(is_tried(step_of({.others_cores = 100})));
  CHECK(is_tried(step_of({.lag = 40ms})));
  MeasuredStep clients = step_of({.lag = 40ms});
  clients.open_loop = false;
  CHECK(is_tried(clients));
  CHECK_FALSE(is_tried(step_of({.steal = 0.05})));  // a warning only
  CHECK_FALSE(is_tried(step_of({.in_flight = 200})));
  CHECK_FALSE(is_tried(step_of({.requests = 19'000})));
  MeasuredStep cut = step_of({.steal = 0.2});
  cut.cut_short = true;
  CHECK_FALSE(is_tried(cut));
  MeasuredStep given_up = step_of({.lag = 40ms});
  given_up.given_up = "the generator can't offer this rate";
  CHECK_FALSE(is_tried(given_up));
}

TEST_CASE("what the target did wrong is not tried away, however disturbed the machine was") {
  MeasuredStep wrong = step_of({.steal = 0.2}), lost = wrong, miscounted = wrong;
  wrong.wrong = "document 7 came out wrong";
  lost.unfinished = 1;
  --miscounted.said->ok;
  for (const MeasuredStep* step : {&wrong, &lost, &miscounted}) {
    SecondTries tries(five_steps);
    CHECK_FALSE(is_granted(tries, *step));
  }
}

TEST_CASE("a step's points are valid if the step is; a disturbed one's bear nothing") {
  harness::RealClock clock;
  const harness::run::RunOrder order{.scenario = scenario, .scratch = "/"};
  RunLog log(clock, order);
  MeasuredStep disturbed = step_of({.steal = 0.2}), sound = step_of(),
               late = step_of({.lag = 40ms});
  sound.name = "sound";
  disturbed.parameters = {{"batch.size", "9"}};
  disturbed.timeline.emplace_back().step = disturbed.name;
  late.name = "late";
  log.keep_disturbed(disturbed, "a fifth of the CPU was stolen");
  log.keep(sound, Purpose::figures);
  log.keep(late, Purpose::figures);
  const auto result = log.finish(false);
  REQUIRE(result.points.size() == 3);
  CHECK(result.points[0].step == "step, disturbed");
  CHECK_FALSE(result.points[0].measured);
  CHECK_FALSE(result.points[0].valid);
  CHECK(result.timeline.at(0).step == "step, disturbed");
  const auto build =
      harness::environment::build_facts();  // a slow build's run is not valid as a whole
  CHECK(result.points[1].valid == (build.optimised && build.sanitizers.empty()));
  CHECK_FALSE(result.points[2].valid);
  CHECK_FALSE(result.valid());
  CHECK(std::ranges::any_of(result.warnings, [](const std::string& warning) {
    return warning.find("a fifth of the CPU was stolen") != std::string::npos;
  }));
}

TEST_CASE("a fault of the whole run leaves no point valid") {
  harness::RealClock clock;
  const harness::run::RunOrder order{.scenario = scenario, .scratch = "/"};
  RunLog log(clock, order);
  MeasuredStep sound = step_of();
  log.keep(sound, Purpose::figures);
  log.add({"of the run", harness::result::CheckState::failed, 1.0, 0.0, "It is not sound."});
  CHECK_FALSE(log.finish(false).points.at(0).valid);
}

}  // namespace second_tries_test
