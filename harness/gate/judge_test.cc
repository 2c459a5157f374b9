#include "harness/gate/judge.h"

#include <doctest/doctest.h>

#include "harness/gate/simulated_figures.h"
#include "harness/gate/simulated_pairs.h"

namespace judge_test {

using namespace harness::gate;

namespace {

const Metric cpu{.name = "cpu", .label = "CPU time"};
const Metric speed{.name = "speed", .label = "Speed", .better = Better::more};

GateVerdict of(const std::vector<double>& ratios, MorePairs more = MorePairs::possible) {
  return judge(plan_of({cpu}), pairs_of("cpu", ratios), more);
}

}  // namespace

TEST_CASE("it says how many pairs it wants next") {
  CHECK(of({}).wanted_pairs == 8);
  CHECK(of(ratios_about(1.06, 8)).wanted_pairs == 12);
  CHECK_FALSE(of(ratios_about(1, 8)).wanted_pairs);
  auto pairs = pairs_of("cpu", ratios_about(1.06, 9));
  pairs[2].invalid = "the generator was late";
  const GateVerdict verdict = judge(plan_of({cpu}), pairs);
  CHECK(verdict.wanted_pairs == 13);
  CHECK(verdict.invalid_pairs == 1);
  CHECK(verdict.pairs == 8);
}

TEST_CASE("passed, failed and inconclusive, in words and exit codes") {
  const GateVerdict same = of(ratios_about(1, 8));
  CHECK(same.outcome == Outcome::passed);
  CHECK(exit_code(same.outcome) == 0);
  CHECK(same.metrics[0].sentence.starts_with("CPU time is the same within 5 %: "));
  CHECK(same.sentence == "Passed: no gating metric is worse than its tolerance.");

  const GateVerdict worse = of(ratios_about(1.06, 12));
  CHECK(worse.outcome == Outcome::failed);
  CHECK(exit_code(worse.outcome) == 1);
  CHECK(worse.confirmation == Confirmation::awaited);
  CHECK(worse.metrics[0].sentence.starts_with("CPU time regressed: +6 % ("));
  CHECK(worse.sentence == "Failed: CPU time regressed; not confirmed yet.");

  const GateVerdict unknown = of(ratios_about(1, 24, 0.3));
  CHECK(unknown.outcome == Outcome::inconclusive);
  CHECK(exit_code(unknown.outcome) == 3);
  const Verdict& metric = unknown.metrics[0];
  REQUIRE(metric.smallest_effect);
  CHECK(*metric.smallest_effect > 0.1);
  CHECK(*metric.smallest_effect < 0.3);
  REQUIRE(metric.pairs_needed);
  CHECK(*metric.pairs_needed > 100);
  CHECK(metric.sentence.starts_with("CPU time: inconclusive after 24 pairs"));
}

TEST_CASE("what did not change at all is told without a sign, by name where it has no other") {
  const GateVerdict verdict =
      judge(plan_of({{.name = "merges"}}), pairs_of("merges", std::vector<double>(8, 1)));
  CHECK(verdict.metrics[0].sentence == "merges is the same within 5 %: 0 % (0 to 0 %), 8 pairs.");
}

TEST_CASE("ratios are the candidate's over the base's, whichever way is better") {
  const GateVerdict slower = judge(plan_of({speed}), pairs_of("speed", ratios_about(0.9, 12)));
  CHECK(slower.outcome == Outcome::failed);
  const Verdict& metric = slower.metrics[0];
  CHECK(*metric.ratio == doctest::Approx(0.9).epsilon(0.005));
  REQUIRE(metric.interval);
  CHECK(metric.interval->low < 0.9);
  CHECK(metric.interval->high > 0.9);
}

TEST_CASE("the pairs that it needs are those with which the effect is found") {
  // Power at the tolerance is worked out for the last look of the plan.
  const Plan plan = simulated_plan();
  SimulatedPairs source(busy_machine(), {.requests = 5000}, 3);
  std::vector<Pair> pairs;
  for (int i = 0; i < 24; ++i) pairs.push_back(source.next());
  for (const Verdict& verdict : judge(plan, pairs, MorePairs::none).metrics) {
    REQUIRE(verdict.smallest_effect);
    CHECK(*verdict.smallest_effect > 0.02);
    CHECK(*verdict.smallest_effect < 0.2);
    CHECK(*verdict.pairs_needed >= 8);
    CHECK(*verdict.pairs_needed < 100);
  }
}

TEST_CASE("too few requests for P99: inconclusive, and why") {
  SimulatedPairs source(quiet_machine(), {.requests = 100}, 3);
  std::vector<Pair> pairs;
  for (int i = 0; i < 24; ++i) pairs.push_back(source.next());
  const GateVerdict verdict = judge(simulated_plan(), pairs);
  CHECK(verdict.outcome == Outcome::inconclusive);
  CHECK(verdict.sentence == "Inconclusive: too little is known of P99 latency.");
  bool said = false;
  for (const Verdict& metric : verdict.metrics) {
    said |= metric.sentence ==
            "P99 latency: inconclusive after 24 pairs: only 24 requests a side lie beyond P99, "
            "and 50 are needed.";
  }
  CHECK(said);
}

TEST_CASE("pairs that can't be trusted make the gate invalid where there are many") {
  auto pairs = pairs_of("cpu", ratios_about(1, 10));
  for (std::size_t i = 0; i < 3; ++i) pairs[i].invalid = "the CPU was stolen";
  const GateVerdict verdict = judge(plan_of({cpu}), pairs);
  CHECK(verdict.outcome == Outcome::invalid);
  CHECK(exit_code(verdict.outcome) == 4);
  CHECK(verdict.sentence == "Invalid: 3 of 10 pairs can't be trusted: the CPU was stolen.");
  CHECK(judge(plan_of({cpu}), {}, MorePairs::none).outcome == Outcome::invalid);
  CHECK(judge(plan_of({}), {}).sentence == "Invalid: a gate needs a metric.");
  CHECK(judge(plan_of({speed}), pairs_of("cpu", ratios_about(1, 24))).outcome == Outcome::invalid);
}

TEST_CASE("a metric that only one side has makes the gate invalid, but for a proven regression") {
  auto pairs = pairs_of("cpu", ratios_about(1, 8));
  for (Pair& pair : pairs) pair.base.figures["speed"] = 3;
  CHECK(judge(plan_of({cpu, speed}), pairs).outcome == Outcome::invalid);
  pairs = pairs_of("cpu", ratios_about(1.1, 12));
  for (Pair& pair : pairs) pair.base.figures["speed"] = 3;
  CHECK(judge(plan_of({cpu, speed}), pairs).outcome == Outcome::failed);
}

TEST_CASE("fresh pairs confirm a regression, or don't") {
  const GateVerdict first = of(ratios_about(1.06, 12));
  const Plan again = confirmation_plan(plan_of({cpu, speed}), regressed(first));
  REQUIRE(again.metrics.size() == 1);
  REQUIRE(check(again));
  const GateVerdict worse = judge(again, pairs_of("cpu", ratios_about(1.06, 8)));
  CHECK(worse.outcome == Outcome::failed);
  CHECK(confirm(first, worse, true).confirmation == Confirmation::confirmed);
  CHECK(confirm(first, worse, true).sentence ==
        "Failed: CPU time regressed; confirmed by fresh pairs of programs linked anew.");
  const GateVerdict unlinked = confirm(first, worse, false);
  CHECK(unlinked.confirmation == Confirmation::without_relinking);
  CHECK(unlinked.outcome == Outcome::failed);

  const GateVerdict same = judge(again, pairs_of("cpu", ratios_about(1, 8)));
  const GateVerdict passed = confirm(first, same, true);
  CHECK(passed.outcome == Outcome::passed);
  CHECK(passed.confirmation == Confirmation::not_confirmed);
  CHECK(passed.metrics[0].kind == Kind::same);

  const GateVerdict noisy = judge(again, pairs_of("cpu", ratios_about(1, 24, 0.3)));
  CHECK(confirm(first, noisy, true).outcome == Outcome::inconclusive);
  CHECK(confirm(first, invalid("the base crashed"), true).outcome == Outcome::invalid);
}

}  // namespace judge_test
