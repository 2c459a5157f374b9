#include "harness/run/run_log.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <stdexcept>

#include "harness/measure/test_step.h"

namespace run_log_test {

using harness::checks::Purpose;
using harness::measure::MeasuredStep;
using harness::measure::step_of;
using harness::result::CheckState;
using harness::result::RunResult;
using harness::result::Verdict;
using harness::run::RunLog;
using harness::run::RunOrder;
using harness::scenario::Scenario;
using namespace std::chrono_literals;

namespace {

/// A step of which a fifth of its requests was refused, all in its first tenth of a second.
MeasuredStep refusing() {
  MeasuredStep step = step_of();
  harness::record::PhaseTotals totals;
  harness::Sample sample;
  sample.outcome = harness::Outcome::shed;
  for (int i = 0; i < 5'000; ++i) {
    sample.due = sample.sent = sample.started = sample.served = sample.finished =
        harness::Instant(20us * i);
    totals.add(sample);
  }
  harness::slice::Slice slice = harness::slice::slice_of(totals);
  slice.account.add(200ms, {}, {}, {});
  step.phases[0].slices.add(std::move(slice));
  step.phases[0].length += 200ms;
  step.said->shed = 5'000;
  study(step);
  return step;
}

Scenario scenario_of(std::vector<harness::scenario::Limit> limits = {}) {
  Scenario scenario;
  scenario.limits = std::move(limits);
  scenario.conclude = [](RunResult& result) { result.findings.emplace_back("P99 100 ms."); };
  return scenario;
}

RunResult logged(const Scenario& scenario, std::vector<MeasuredStep> steps) {
  harness::RealClock clock;
  RunOrder order{.scenario = scenario, .limits = scenario.limits, .scratch = "/"};
  RunLog log(clock, order);
  for (MeasuredStep& step : steps) log.keep(step, Purpose::figures);
  return log.finish(false);
}

const harness::result::Check& check_named(const RunResult& result, const std::string& name) {
  for (const auto& check : result.checks) {
    if (check.name == name) return check;
  }
  throw std::runtime_error("no check " + name);
}

}  // namespace

TEST_CASE("what was refused is the first thing that a run says, before any P99") {
  const Scenario scenario = scenario_of({{"shed<=1%", "test"}, {"p99<1s", "test"}});
  const RunResult result = logged(scenario, {refusing()});
  REQUIRE(result.findings.size() == 2);
  CHECK(result.findings[0] ==
        "Refused: 20 % of the requests (5k of 25k of step). "
        "Latencies are of those that ended ok.");
  CHECK(result.objectives.at(0).verdict != Verdict::met);
  CHECK(logged(scenario, {step_of()}).findings.size() == 1);
}

TEST_CASE("a run without a request can't be told of, even where nothing is asked of it") {
  MeasuredStep idle = step_of({.requests = 0, .planned_per_s = 0, .in_flight = 2});
  const RunResult result = logged(scenario_of(), {idle});
  REQUIRE(result.objectives.size() == 1);
  CHECK(result.objectives[0].verdict == Verdict::cant_tell);
  CHECK(result.findings.at(0).starts_with("No request was due"));
  CHECK(logged(scenario_of(), {step_of()}).objectives.empty());
}

TEST_CASE("a check names its point as tables do: of a load its phase, of several steps the step") {
  const auto sentence = [](const RunResult& result, std::string_view name) {
    return std::ranges::find(result.checks, name, &harness::result::Check::name)->sentence;
  };
  const RunResult one = logged(scenario_of(), {step_of({.steal = 0.2})});
  CHECK(sentence(one, "CPU was not stolen").starts_with("step: 20.0 % of the cores' time"));
  CHECK(sentence(one, "target's own sums agree").starts_with("The target counts "));
  MeasuredStep first = step_of(), second = step_of({.steal = 0.2});
  first.name = "batch 1";
  second.name = "batch 50";
  second.unfinished = 3;
  const RunResult sweep = logged(scenario_of(), {first, second});
  CHECK(sentence(sweep, "CPU was not stolen").starts_with("batch 50: 20.0 %"));
  CHECK(sentence(sweep, "every request ended").starts_with("batch 50: 3 requests "));
}

TEST_CASE("what a target says of its figures is told once") {
  MeasuredStep step = step_of();
  step.caveat = "Its time is made up.";
  const RunResult result = logged(scenario_of(), {step, step});
  CHECK(std::ranges::count(result.warnings, step.caveat) == 1);
  const RunResult plain = logged(scenario_of(), {step_of()});
  CHECK(std::ranges::count(plain.warnings, step.caveat) == 0);
}

TEST_CASE("a machine whose speed changed by more than a tenth meanwhile is told") {
  const auto warned = [](double before, double after) {
    harness::RealClock clock;
    const Scenario scenario = scenario_of();
    const RunOrder order{.scenario = scenario, .scratch = "/"};
    RunLog log(clock, order);
    log.result().reference_workload_before_ms = before;
    log.result().reference_workload_after_ms = after;
    const RunResult result = log.finish(false);
    return result.warnings.empty() ? std::string() : result.warnings.back();
  };
  constexpr const char* changed = "The machine's speed changed:";
  CHECK_FALSE(warned(10, 10.9).starts_with(changed));
  CHECK_FALSE(warned(10, 9.1).starts_with(changed));
  CHECK(warned(10, 12) ==
        "The machine's speed changed: a fixed piece of work took 10 ms before the load and 12 ms "
        "after it, 20 % more (limit 10 %).");
  CHECK(warned(10, 8).find("20 % less") != std::string::npos);
}

TEST_CASE("what a search found is in doubt where its probes are invalid") {
  harness::RealClock clock;
  const Scenario scenario = scenario_of();
  RunOrder order{.scenario = scenario, .scratch = "/"};
  order.form.course.emplace<harness::scenario::Search>();
  RunLog log(clock, order);
  MeasuredStep late = step_of({.lag = 40ms});
  log.keep(late, Purpose::figures);
  log.result().objectives.push_back(
      {.objective = "p99<=50ms", .verdict = Verdict::met, .sentence = "held up to 7735/s"});
  const RunResult result = log.finish(false);
  CHECK(result.objectives.at(0).verdict == Verdict::cant_tell);
  CHECK(result.objectives.at(0).sentence ==
        "the run is not valid; as it was measured: held up to 7735/s");
}

TEST_CASE("a load that was planned and never sent is no run without a load") {
  const RunResult result = logged(scenario_of(), {step_of({.requests = 0, .in_flight = 2})});
  CHECK(check_named(result, "offered rate was offered").state == CheckState::failed);
}

TEST_CASE("two labels for one target make the whole run invalid") {
  MeasuredStep five = step_of(), ten = step_of();
  five.name = "5 %";
  ten.name = "10 %";
  five.settings = {{"cache", "5%"}};
  ten.settings = {{"cache", "10%"}};
  five.parameters = {{"cache", "5MiB"}};
  ten.parameters = {{"cache", "10MiB"}};
  CHECK(check_named(logged(scenario_of(), {five, ten}), "made as asked").state ==
        CheckState::passed);
  ten.parameters = five.parameters;
  const RunResult result = logged(scenario_of(), {five, ten});
  CHECK(check_named(result, "made as asked").state == CheckState::failed);
  for (const auto& point : result.points) CHECK_FALSE(point.valid);
}

TEST_CASE("a capacity that was given is told with where it is from") {
  harness::RealClock clock;
  const Scenario scenario = scenario_of();
  RunOrder order{.scenario = scenario, .capacity_per_s = 500, .scratch = "/"};
  order.capacity_as_typed = "results/runs/c";
  RunLog log(clock, order);
  const auto& parameters = log.result().parameters;
  const harness::result::Parameter given{harness::result::given_capacity, "results/runs/c"};
  CHECK(std::find(parameters.begin(), parameters.end(), given) != parameters.end());
}

}  // namespace run_log_test
