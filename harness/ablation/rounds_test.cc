#include "harness/ablation/rounds.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "harness/ablation/simulated_trials.h"

namespace rounds_test {

using namespace harness::ablation;

namespace {

/// Two blocks: 0 against 1 and 2; 3 against 4. A third compares across: 0 against 3.
Design two_blocks() {
  Design design;
  design.configurations.resize(5);
  const auto add = [&](std::size_t without, std::size_t with, std::size_t block) {
    Comparison comparison;
    comparison.without = without;
    comparison.with = with;
    comparison.block = block;
    comparison.claims = {{.metric = "speed"}};
    design.comparisons.push_back(comparison);
  };
  add(0, 1, 0);
  add(0, 2, 0);
  add(3, 4, 1);
  return design;
}

}  // namespace

TEST_CASE("a round holds every configuration once, those of a block side by side") {
  const Design design = two_blocks();
  Rounds rounds(design, 1);
  std::set<std::vector<std::size_t>> orders;
  for (int i = 0; i < 200; ++i) {
    const auto order = rounds.begin();
    REQUIRE(order.size() == 5);
    orders.insert(order);
    std::vector<int> blocks;
    for (const std::size_t one : order) blocks.push_back(one < 3 ? 0 : 1);
    CHECK(std::unique(blocks.begin(), blocks.end()) - blocks.begin() == 2);
    CHECK(std::set<std::size_t>(order.begin(), order.end()).size() == 5);
    rounds.end();
  }
  CHECK(orders.size() == 24);  // 2! orders of the blocks, 3! and 2! within
}

TEST_CASE("a block is measured as often in a round as one of its comparisons asks for") {
  Design design = two_blocks();
  design.comparisons[1].times = 3;
  Rounds rounds(design, 1);
  for (std::size_t round = 0; round < 2; ++round) {
    const auto order = rounds.begin();
    CHECK(order.size() == 3 * 3 + 2);
    CHECK(std::count(order.begin(), order.end(), 2) == 3);
    CHECK(std::count(order.begin(), order.end(), 4) == 1);
    for (const std::size_t one : order) {
      const auto turn = static_cast<double>(rounds.turn(one));
      rounds.take(one, {{"speed", 1 + turn}});
    }
    rounds.end();
  }
  CHECK(rounds.rounds() == 2);
  const auto pairs = rounds.pairs(design.comparisons[0], "speed");
  REQUIRE(pairs.size() == 6);
  for (std::size_t i = 0; i < 6; ++i) {
    CHECK(pairs[i].without == static_cast<double>(i + 1));
    CHECK(pairs[i].with == pairs[i].without);
  }
  CHECK(rounds.pairs(design.comparisons[2], "speed").size() == 2);
}

TEST_CASE("the same seed gives the same orders") {
  const Design design = two_blocks();
  Rounds one(design, 7), other(design, 7);
  for (int i = 0; i < 5; ++i) CHECK(one.begin() == other.begin());
}

TEST_CASE("a comparison is paired within its round, and only where both sides are there") {
  const Design design = two_blocks();
  Rounds rounds(design, 1);
  rounds.begin();
  rounds.take(0, {{"speed", 10}});
  rounds.take(1, {{"speed", 11}});
  rounds.end();
  rounds.begin();
  rounds.take(1, {{"speed", 99}});
  rounds.end();
  rounds.begin();
  rounds.take(1, {{"speed", 22}});
  rounds.take(0, {{"speed", 20}, {"memory", 1}});
  rounds.end();
  const auto pairs = rounds.pairs(design.comparisons[0], "speed");
  REQUIRE(pairs.size() == 2);
  CHECK(pairs[0].without == 10);
  CHECK(pairs[0].with == 11);
  CHECK(pairs[1].without == 20);
  CHECK(pairs[1].with == 22);
  CHECK(rounds.pairs(design.comparisons[0], "memory").empty());
  CHECK(rounds.pairs(design.comparisons[2], "speed").empty());
}

TEST_CASE("what can't be measured takes its comparisons with it, and a block that is left alone") {
  const Design design = two_blocks();
  Rounds rounds(design, 1);
  rounds.drop(4);
  auto order = rounds.begin();
  std::sort(order.begin(), order.end());
  CHECK(order == std::vector<std::size_t>{0, 1, 2});
  rounds.drop(1);
  order = rounds.begin();
  std::sort(order.begin(), order.end());
  CHECK(order == std::vector<std::size_t>{0, 2});
  rounds.drop(0);
  CHECK(rounds.begin().empty());
}

TEST_CASE("what is narrow enough at two looks gets no further rounds; what is wide does") {
  Design design = two_blocks();
  design.within = 0.05;
  Rounds rounds(design, 1);
  std::size_t trials_of_1 = 0;
  std::size_t trials_of_4 = 0;
  for (int i = 0; i < 30; ++i) {
    const auto order = rounds.begin();
    for (const std::size_t one : order) {
      const double wobble = one == 4 ? (i % 2 == 0 ? 0.5 : 1.5) : 1 + 0.001 * (i % 3);
      rounds.take(one, {{"speed", 10 * wobble}});
      trials_of_1 += one == 1;
      trials_of_4 += one == 4;
    }
    rounds.end();
  }
  CHECK(trials_of_1 == 7);  // looks after rounds 5 and 7
  CHECK(trials_of_4 == 30);
  REQUIRE(rounds.widest() != nullptr);
  CHECK(rounds.widest()->with == 4);
}

TEST_CASE("when everything is known well enough there is nothing more to do") {
  SimulatedTrials trials({0.1, 0.3}, {.trial = 0.001, .drift = 0.1}, 0.05, 3);
  Rounds rounds = trials.rounds();
  CHECK(trials.run(rounds, 100) == 7 * 3);
  CHECK(rounds.begin().empty());
  CHECK(rounds.widest() == nullptr);
}

TEST_CASE("an interval that isn't there yet reaches infinitely far") {
  const Design design = two_blocks();
  Rounds rounds(design, 1);
  CHECK(std::isinf(rounds.reach_of(design.comparisons[0])));
}

}  // namespace rounds_test
