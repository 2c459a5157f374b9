// Targets that treat their driver badly, and what the checks say of them.
#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>

#include "harness/checks/check_kinds.h"
#include "harness/checks/checks.h"
#include "harness/drive/misbehaving_target.h"
#include "harness/measure/measure.h"
#include "harness/measure/test_step.h"
#include "harness/run/runner.h"
#include "harness/run/second_tries.h"

namespace check_completions_test {

using namespace harness::checks;
using namespace std::chrono_literals;
namespace fs = std::filesystem;
using harness::Duration;
using harness::Expected;
using harness::checks::Purpose;
using harness::drive::Behaviour;
using harness::drive::Mischief;
using harness::measure::MeasuredStep;
using harness::measure::step_of;
using harness::result::Check;
using harness::result::CheckState;
using harness::scenario::ClosedLoad;
using harness::scenario::OpenLoad;
using harness::scenario::Prepared;
using harness::scenario::TargetOrder;

const Check& check_named(const std::vector<Check>& checks, std::string_view name) {
  const auto found =
      std::find_if(checks.begin(), checks.end(), [&](const Check& c) { return c.name == name; });
  REQUIRE(found != checks.end());
  return *found;
}

bool says(const Check& check, std::string_view text) {
  return check.sentence.find(text) != std::string::npos;
}

Behaviour behaviour;  // of the next target: it is made by a plain function

Expected<Prepared> make_misbehaving(const TargetOrder& order) {
  Prepared prepared;
  prepared.target = std::make_unique<harness::drive::MisbehavingTarget>(order.clock, behaviour);
  return prepared;
}

Expected<MeasuredStep> measure(const harness::scenario::Load& load, Behaviour as) {
  behaviour = std::move(as);
  harness::RealClock clock;
  const fs::path scratch =
      fs::temp_directory_path() / ("prony-completions-test-" + std::to_string(getpid()));
  const harness::scenario::Step step{.name = "step", .settings = {}, .load = load};
  const harness::measure::StepOrder order{
      .step = step,
      .popularity = {},
      .make_target = make_misbehaving,
      .target = {.clock = clock, .engine = {}, .settings = {}, .corpus = {}, .scratch = scratch},
      .interval = 20ms,
      .origin = clock.now(),
      .tell = [](const std::string&, const auto&) {},
      .patience = 50ms};
  auto measured = harness::measure::measure(clock, order, {});
  fs::remove_all(scratch);
  return measured;
}

OpenLoad open_load() {
  OpenLoad load;
  load.rate = harness::schedule::per_second(1000);
  load.segments = {{"all", 1, 1, 100ms}};
  load.waiting = harness::Waiting::sleep;
  return load;
}

TEST_CASE("nothing is said against a target that does as it should") {
  const auto checks = check_step(step_of(), Purpose::figures);
  CHECK(check_named(checks, "each request ended once").state == CheckState::passed);
  CHECK(check_named(checks, "times are possible").state == CheckState::passed);
}

TEST_CASE("a request that ends twice makes the run invalid by name, in either loop") {
  const Behaviour twice{.rules = {{.what = Mischief::ends_twice, .first = 7, .last = 36}}};
  for (const harness::scenario::Load& load :
       {harness::scenario::Load(open_load()),
        harness::scenario::Load(ClosedLoad{.clients = 2, .length = 100ms})}) {
    const MeasuredStep step = measure(load, twice).value();
    const auto checks = check_step(step, Purpose::figures);
    const Check& check = check_named(checks, "each request ended once");
    CHECK(check.state == CheckState::failed);
    CHECK(check.figure == 30);
    CHECK(says(check, "30 times a request was ended once more, the first of them request 7"));
    CHECK(check_named(checks, "every request ended").state == CheckState::passed);
    CHECK(check_named(checks, "target's own sums agree").state == CheckState::passed);
  }
}

TEST_CASE("what ends with the target, after it was given up, makes the run invalid by name") {
  const MeasuredStep step =
      measure(open_load(), {.rules = {{.what = Mischief::ends_late, .first = 5, .last = 5}}})
          .value();
  CHECK(step.unfinished == 1);
  const auto checks = check_step(step, Purpose::figures);
  const Check& check = check_named(checks, "each request ended once");
  CHECK(check.state == CheckState::failed);
  CHECK(says(check, "request 5 ended after the run had given it up"));
  CHECK(says(check, "0.05 s of --patience"));
  CHECK(check_named(checks, "every request ended").state == CheckState::failed);
}

TEST_CASE("who cuts a run short is told of what was left behind, and nobody is blamed") {
  MeasuredStep step = step_of();
  step.conduct.late.count = 3;
  step.cut_short = true;
  CHECK(ended_once(step).state == CheckState::warned);
  step.conduct.again.count = 1;
  CHECK(ended_once(step).state == CheckState::failed);
}

TEST_CASE("times that can't be make the run invalid, each kind by its words") {
  MeasuredStep step = step_of();
  step.conduct.disorder = {.count = 4, .first = 11};
  step.conduct.ahead = {.count = 1, .first = 12};
  step.conduct.too_long = {.count = 2, .first = 13};
  const Check check = possible_times(step);
  CHECK(check.state == CheckState::failed);
  CHECK(check.figure == 7);
  CHECK(says(check, "the first of them request 11"));
  CHECK(says(check, "request 12 finished later than the clock had come to"));
  CHECK(says(check, "2 times a request took longer than an hour"));
}

TEST_CASE("late sending is laid to the target whose submit() blocked, else to the generator") {
  MeasuredStep step = step_of({.lag = 20ms, .service = 30ms, .in_flight = 30});
  const auto schedule = [&] {
    return check_named(check_step(step, Purpose::figures), "generator kept its schedule");
  };
  CHECK(schedule().state == CheckState::failed);
  CHECK(says(schedule(), "the generator's own lag"));
  CHECK(says(schedule(), "give it a core"));
  step.conduct.lag = 400s;
  step.conduct.lag_by_blocking = 390s;
  step.conduct.blocked = 9s;
  step.conduct.longest_blocked = 25ms;
  CHECK(schedule().state == CheckState::failed);
  CHECK(says(schedule(), "the target's submit() blocked for 9 s in all, 25 ms at the longest"));
  CHECK(says(schedule(), "ClientThreads"));
  CHECK_FALSE(says(schedule(), "give it a core"));
  // To try once more would change nothing.
  harness::run::SecondTries tries(1h);
  CHECK_FALSE(tries.grant(step, check_step(step, Purpose::figures)));
}

TEST_CASE("a target that takes requests from one thread is not sent any by several") {
  OpenLoad open = open_load();
  open.threads = 2;
  for (const harness::scenario::Load& load :
       {harness::scenario::Load(open),
        harness::scenario::Load(ClosedLoad{.clients = 2, .length = 100ms, .threads = 2})}) {
    const auto refused = measure(load, {});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.find("concurrent()") != std::string::npos);
    const MeasuredStep step = measure(load, {.concurrent = true}).value();
    CHECK(step.unfinished == 0);
    CHECK(std::find(step.parameters.begin(), step.parameters.end(),
                    harness::result::Parameter("generator's threads", "2")) !=
          step.parameters.end());
    CHECK(ended_once(step).state == CheckState::passed);
  }
}

TEST_CASE("a scenario says how patient its runs are, and the user may say otherwise") {
  behaviour = {.rules = {{.what = Mischief::never_ends, .first = 3, .last = 3}}};
  harness::scenario::Scenario scenario{.name = "test",
                                       .question = "?",
                                       .view = harness::result::load_view(),
                                       .make_target = make_misbehaving,
                                       .popularity = {},
                                       .limits = {},
                                       .patience = 70ms};
  harness::scenario::Form form;
  form.course = harness::scenario::Steps{{{.name = "step", .settings = {}, .load = open_load()}}};
  const fs::path scratch =
      fs::temp_directory_path() / ("prony-patience-test-" + std::to_string(getpid()));
  fs::create_directories(scratch);
  for (const std::optional<Duration> asked :
       {std::optional<Duration>(), std::optional<Duration>(90ms)}) {
    const harness::run::RunOrder order{.scenario = scenario,
                                       .form = form,
                                       .limits = {},
                                       .until = {},
                                       .capacity_per_s = {},
                                       .engine = {},
                                       .settings = {},
                                       .corpus = {},
                                       .corpus_as_typed = {},
                                       .scratch = scratch,
                                       .patience = asked,
                                       .command = {},
                                       .commit = {}};
    harness::RealClock clock;
    const auto result = harness::run::run(clock, order, [](const auto&) {}, {});
    REQUIRE(result);
    CHECK(says(check_named(result->checks, "every request ended"),
               asked ? "within 0.09 s of the load's end" : "within 0.07 s of the load's end"));
  }
  fs::remove_all(scratch);
}

}  // namespace check_completions_test
