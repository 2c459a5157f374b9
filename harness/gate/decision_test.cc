#include "harness/gate/decision.h"

#include <doctest/doctest.h>

#include "harness/gate/simulated_figures.h"

namespace decision_test {

using namespace harness::gate;

namespace {

const Metric cpu{.name = "cpu", .label = "CPU"};
const Metric speed{.name = "speed", .label = "Speed", .better = Better::more};
const Metric allocations{
    .name = "allocations", .label = "Allocations", .test = Test::exact, .tolerance = 0.01};

Decision only(const Plan& plan, const std::vector<Pair>& pairs, bool ended = false) {
  const Decisions decisions = decide(plan, pairs, ended);
  REQUIRE(decisions.metrics.size() == 1);
  return decisions.metrics[0];
}

}  // namespace

TEST_CASE("nothing is known before the first look") {
  const Decisions none = decide(plan_of({cpu}), pairs_of("cpu", ratios_about(1, 7)), false);
  CHECK_FALSE(none.known);
  CHECK(none.pairs == 0);
  CHECK(none.metrics.empty());
}

TEST_CASE("the same after eight pairs where all are within the tolerance") {
  const Decisions decisions = decide(plan_of({cpu}), pairs_of("cpu", ratios_about(1, 8)), false);
  CHECK(decisions.known);
  CHECK(decisions.metrics[0].kind == Kind::same);
  CHECK(decisions.metrics[0].pairs == 8);
}

TEST_CASE("six percent worse regresses at twelve pairs: eight can't reject at .002") {
  CHECK_FALSE(decide(plan_of({cpu}), pairs_of("cpu", ratios_about(1.06, 8)), false).known);
  const Decision worse = only(plan_of({cpu}), pairs_of("cpu", ratios_about(1.06, 12)));
  CHECK(worse.kind == Kind::regressed);
  CHECK(worse.pairs == 12);
  CHECK(*worse.p == 1.0 / 4096);
}

TEST_CASE("more is better where the metric says so") {
  CHECK(only(plan_of({speed}), pairs_of("speed", ratios_about(1.06, 12))).kind == Kind::improved);
  CHECK(only(plan_of({speed}), pairs_of("speed", ratios_about(0.93, 12))).kind == Kind::regressed);
}

TEST_CASE("what is better, but not by the margin for sure, is no worse") {
  // Half of the pairs a tenth better, half of them equal.
  std::vector<double> ratios;
  for (int i = 0; i < 24; ++i) ratios.push_back(i % 2 == 0 ? 0.9 : 1.012);
  const Decision decision = only(plan_of({cpu}), pairs_of("cpu", ratios));
  CHECK(decision.kind == Kind::no_worse);
}

TEST_CASE("three percent worse is found rather than let off as within the tolerance") {
  const auto pairs = pairs_of("cpu", ratios_about(1.03, 12, 0.005));
  CHECK_FALSE(decide(plan_of({cpu}), std::vector(pairs.begin(), pairs.begin() + 8), false).known);
  CHECK(only(plan_of({cpu}), pairs).kind == Kind::regressed);
}

TEST_CASE("what scatters too much is inconclusive after the last look") {
  const Decision decision = only(plan_of({cpu}), pairs_of("cpu", ratios_about(1.01, 24, 0.3)));
  CHECK(decision.kind == Kind::inconclusive);
  CHECK(decision.pairs == 24);
}

TEST_CASE("where the time is up, what there is gets the looks that are missing") {
  const auto pairs = pairs_of("cpu", ratios_about(1.06, 10));
  CHECK_FALSE(decide(plan_of({cpu}), pairs, false).known);
  const Decisions decisions = decide(plan_of({cpu}), pairs, true);
  CHECK(decisions.known);
  CHECK(decisions.metrics[0].kind == Kind::regressed);
  CHECK(decide(plan_of({cpu}), pairs_of("cpu", ratios_about(1.06, 3)), true).metrics[0].kind ==
        Kind::inconclusive);
}

TEST_CASE("exact metrics are compared, not tested, and leave the others their alpha") {
  auto pairs = pairs_of("cpu", ratios_about(1, 8));
  add_figure(pairs, "allocations", 1000, 1009);
  Decisions decisions = decide(plan_of({cpu, allocations}), pairs, false);
  CHECK(decisions.tests == 1);
  CHECK(decisions.metrics[1].kind == Kind::same);
  CHECK(decisions.metrics[1].exact);
  add_figure(pairs, "allocations", 1000, 1011);
  decisions = decide(plan_of({cpu, allocations}), pairs, false);
  CHECK(decisions.known);
  CHECK(decisions.metrics[1].kind == Kind::regressed);
  add_figure(pairs, "allocations", 0, 0);
  CHECK(decide(plan_of({cpu, allocations}), pairs, false).metrics[1].kind == Kind::same);
  add_figure(pairs, "allocations", 0, 2);
  CHECK(decide(plan_of({cpu, allocations}), pairs, false).metrics[1].kind == Kind::regressed);
}

TEST_CASE("an exact metric that scatters is tested after all") {
  auto pairs = pairs_of("allocations", ratios_about(1.004, 8, 0.008));
  const Decision decision = only(plan_of({allocations}), pairs);
  CHECK_FALSE(decision.exact);
  CHECK(decision.p);
}

TEST_CASE("what is much less than a metric's floor is nothing") {
  Metric floored = allocations;
  floored.floor = 0.5;
  auto pairs = pairs_of("allocations", ratios_about(1, 8));
  add_figure(pairs, "allocations", 0.001, 0.003);
  CHECK(only(plan_of({floored}), pairs).kind == Kind::same);
  add_figure(pairs, "allocations", 0.001, 0.02);  // 0.501 and 0.52: 3.8 % more
  CHECK(only(plan_of({floored}), pairs).kind == Kind::regressed);
}

TEST_CASE("what scatters is held to 5 % at least, not to what an exact figure is held to") {
  CHECK(allocations.tested_tolerance() == 0.05);
  CHECK(cpu.tested_tolerance() == cpu.tolerance);
  auto pairs = pairs_of("allocations", ratios_about(1.01, 8, 0.008));
  CHECK(only(plan_of({allocations}), pairs).kind == Kind::same);
}

TEST_CASE("a figure that one side lacks makes the metric invalid; one that both lack is left out") {
  auto pairs = pairs_of("cpu", ratios_about(1, 8));
  for (Pair& pair : pairs) pair.base.figures["speed"] = 5;
  const Decisions decisions = decide(plan_of({cpu, speed, allocations}), pairs, false);
  REQUIRE(decisions.metrics.size() == 2);
  CHECK(decisions.metrics[1].kind == Kind::invalid);
  CHECK(decisions.metrics[1].reason == "only the base measured it");
  pairs[3].candidate.figures["speed"] = 5;
  CHECK(decide(plan_of({cpu, speed}), pairs, false).metrics[1].reason ==
        "the base measured it in 8 and the candidate in 1 of 8 pairs");
}

TEST_CASE("an advisory metric neither fails nor delays the gate") {
  Metric advisory = cpu;
  advisory.gating = false;
  auto pairs = pairs_of("cpu", ratios_about(1.2, 12));
  add_figure(pairs, "speed", 100, 100);
  const Decisions eight =
      decide(plan_of({advisory, speed}), std::vector(pairs.begin(), pairs.begin() + 8), false);
  CHECK(eight.known);
  CHECK_FALSE(eight.metrics[0].kind);
}

TEST_CASE("Holm's steps: what one of six tests could reject, six can't") {
  Plan plan = plan_of({cpu});
  std::vector<double> ratios = ratios_about(1.06, 12);
  ratios[0] = 0.97;  // of middle rank below the margin
  ratios[1] = 1.04;
  auto pairs = pairs_of("cpu", ratios);
  for (const char* name : {"a", "b", "c", "d", "e"}) {
    plan.metrics.push_back({.name = name});
    add_figure(pairs, name, 1, 1);
  }
  const Decision six = decide(plan, pairs, false).metrics[0];
  CHECK_FALSE(six.kind);
  CHECK(*six.adjusted_p == doctest::Approx(6 * *six.p));
  plan.metrics.resize(1);
  CHECK(decide(plan, pairs, false).metrics[0].kind == Kind::regressed);
}

TEST_CASE("a plan that makes no sense is found out") {
  CHECK(check(Plan{}));
  CHECK_FALSE(check(plan_of({})));
  CHECK_FALSE(check(plan_of({cpu, cpu})));
  Plan plan = plan_of({cpu});
  plan.margin = 0.05;
  CHECK(check(plan).error().message == "cpu: the tolerance must be more than the margin");
  plan = plan_of({cpu});
  plan.looks = {{12, 0.01}, {8, 0.01}};
  CHECK_FALSE(check(plan));
  plan.looks = {{8, 0.1}, {100, 0.01}};
  CHECK_FALSE(check(plan));
  plan.looks = {{8, 0.0}};
  CHECK_FALSE(check(plan));
}

}  // namespace decision_test
