#include "harness/pairing/resampled.h"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

namespace resampled_test {

using harness::gate::Pair;
using harness::gate::Plan;
using harness::pairing::resample;
using harness::pairing::Resampled;

namespace {

/// Pairs whose log ratios are normal.
std::vector<Pair> pairs_of(double effect, double scatter, std::size_t count) {
  std::mt19937_64 random(11);
  std::normal_distribution<> draw(effect, scatter);
  std::vector<Pair> pairs(count);
  for (Pair& pair : pairs) {
    pair.base.figures["cpu"] = 10;
    pair.candidate.figures["cpu"] = 10 * std::exp(draw(random));
  }
  return pairs;
}

Plan plan_of_cpu() {
  Plan plan;
  plan.metrics = {{.name = "cpu", .label = "CPU"}};
  return plan;
}

}  // namespace

TEST_CASE("equal programs alarm no more often than the gate promises") {
  // The recorded pairs lean to one side by chance, which the coin takes out.
  const auto pairs = pairs_of(0.01, 0.03, 24);
  const Resampled all =
      resample(plan_of_cpu(), {.pairs = pairs, .fresh_pairs = pairs, .equal = true}, 800, 1);
  CHECK(all.gates == 800);
  CHECK(all.alarms <= 10);  // promised: half a percent
  CHECK(all.confirmed <= all.alarms);
  CHECK(all.passed + all.inconclusive + all.confirmed <= all.gates);
  CHECK(all.pairs >= 8 * all.gates);
}

TEST_CASE("what is worse in each pair is found in each gate") {
  const auto pairs = pairs_of(0.1, 0.02, 24);
  const Resampled all = resample(plan_of_cpu(), {.pairs = pairs, .fresh_pairs = pairs}, 40, 1);
  CHECK(all.confirmed == 40);
}

TEST_CASE("the same seed gives the same numbers, however many cores there are") {
  const auto pairs = pairs_of(0.04, 0.04, 24);
  const auto count = [&](std::uint64_t seed) {
    return resample(plan_of_cpu(), {.pairs = pairs, .fresh_pairs = pairs}, 40, seed).confirmed;
  };
  CHECK(count(1) == count(1));
}

}  // namespace resampled_test
