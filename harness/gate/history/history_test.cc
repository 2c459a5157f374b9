#include "harness/gate/history/history.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "harness/gate/history/sample/sample_history.h"

namespace history_test {

using namespace harness::gate;
using namespace harness::gate::history;
using namespace harness::gate::history::sample;

namespace {

std::string error_of(std::vector<PlacedGate> gates) {
  const auto history = history_of(std::move(gates));
  REQUIRE_FALSE(history.has_value());
  return history.error().message;
}

History made(std::vector<PlacedGate> gates) {
  auto history = history_of(std::move(gates));
  REQUIRE_MESSAGE(history.has_value(), (history ? "" : history.error().message));
  return *history;
}

}  // namespace

TEST_CASE("a change is found with the commits that it lies between, and its size") {
  const History history = made(simulated_gates(24, 15, 1.06));
  REQUIRE(history.moments.size() == 24);
  REQUIRE(history.metrics.size() == 2);
  const MetricHistory& p50 = history.metrics[0];
  CHECK(p50.metric.name == "p50");  // what changed comes first
  REQUIRE(p50.changes.size() == 1);
  const Change& change = p50.changes[0];
  CHECK(history.moments[change.last_before].commit == "c000015");
  CHECK(history.moments[change.first_after].commit == "c000016");
  CHECK(change.factor == doctest::Approx(1.06).epsilon(0.01));
  CHECK(change.p <= 0.01);
  CHECK(change.worse);
  REQUIRE(p50.levels.size() == 2);
  CHECK(p50.levels[0].last == 14);
  CHECK(p50.levels[1].first == 15);
  CHECK(p50.levels[1].ratio / p50.levels[0].ratio == doctest::Approx(change.factor));
  CHECK(history.metrics[1].changes.empty());
  CHECK(history.metrics[1].levels.size() == 1);
}

TEST_CASE("gates come in the order of their time, whatever the order of their folders") {
  auto gates = simulated_gates(20, 10, 0.9);
  std::reverse(gates.begin(), gates.end());
  const History history = made(std::move(gates));
  CHECK(history.moments.front().commit == "c000001");
  REQUIRE(history.metrics[0].changes.size() == 1);
  CHECK_FALSE(history.metrics[0].changes[0].worse);
}

TEST_CASE("a gate without a ratio is passed over, and the range of commits is wider") {
  auto gates = simulated_gates(24, 15, 1.06);
  gates[14].gate.verdict.metrics.clear();
  gates[14].gate.verdict.outcome = Outcome::invalid;
  const History history = made(std::move(gates));
  REQUIRE(history.metrics[0].changes.size() == 1);
  CHECK(history.moments[history.metrics[0].changes[0].last_before].commit == "c000014");
  CHECK(history.moments[history.metrics[0].changes[0].first_after].commit == "c000016");
  REQUIRE(history.warnings.size() == 1);
  CHECK(history.warnings[0] == "1 of 24 gates are invalid and say little or nothing.");
}

TEST_CASE("gates against another reference are refused by name") {
  auto gates = simulated_gates(3, 9, 1);
  gates[1].gate.base = {.asked = "v0.2.0", .commit = "a5f5bf4", .build = "simulated", .hash = "1"};
  CHECK(
      error_of(gates) ==
      "gates/2: its reference is 'v0.2.0 (a5f5bf4)', and that of gates/1 is 'v0.1.0 (5dbf763)'; a "
      "history is of one reference");
  gates = simulated_gates(3, 9, 1);
  gates[2].gate.scenario = "peak";
  CHECK(error_of(gates) ==
        "gates/3: its scenario is 'peak', and that of gates/1 is 'steady'; a history is of one "
        "scenario");
  CHECK(error_of({}) == "no gate to make a history of");
}

TEST_CASE("one reference is one file, or one commit without changes and one compiler") {
  auto gates = simulated_gates(3, 9, 1);
  gates[1].gate.base.hash = "built again";
  CHECK(history_of(gates).has_value());
  for (PlacedGate& one : gates) one.gate.base.commit = "5dbf763, with changes";
  CHECK_FALSE(history_of(gates).has_value());
  gates[1].gate.base.hash = gates[0].gate.base.hash;
  CHECK(history_of(gates).has_value());
}

TEST_CASE("machines that differ are told") {
  auto gates = simulated_gates(4, 9, 1);
  gates[3].gate.environment = {{"cpu", "another"}, {"cores", "4"}};
  const History history = made(std::move(gates));
  REQUIRE(history.warnings.size() == 1);
  CHECK(history.warnings[0] ==
        "The gates ran on machines that differ in their cpu ('another', 'simulated'): a change may "
        "be the machine's.");
}

TEST_CASE("of many metrics it is said how many changes chance makes") {
  auto gates = simulated_gates(4, 9, 1);
  for (PlacedGate& one : gates) {
    for (int i = 0; i < 100; ++i) {
      one.gate.verdict.metrics.push_back({.metric = {.name = std::to_string(i)}, .ratio = 1});
    }
  }
  const History history = made(std::move(gates));
  REQUIRE(history.warnings.size() == 1);
  CHECK(history.warnings[0].starts_with("Of 102 metrics that never change, up to 1 show"));
}

}  // namespace history_test
