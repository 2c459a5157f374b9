#include "harness/gate/benchmarks.h"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

namespace benchmarks_test {

using namespace harness::gate;

namespace {

/// Benchmarks BM_0 .. of which the last is slower in the candidate.
std::vector<BenchmarkRound> rounds(std::size_t count, std::size_t benchmarks, double slower) {
  std::mt19937_64 random(5);
  std::normal_distribution<double> normal;
  std::vector<BenchmarkRound> all(count);
  for (BenchmarkRound& round : all) {
    for (std::size_t i = 0; i < benchmarks; ++i) {
      const std::string name = "BM_" + std::to_string(i);
      const double effect = i + 1 == benchmarks ? std::log(slower) : 0;
      const double base = 0.01 * normal(random), candidate = effect + 0.01 * normal(random);
      for (int repetition = 0; repetition < 3; ++repetition) {
        round.base[name].push_back(50 * std::exp(base + 0.002 * normal(random)));
        round.candidate[name].push_back(50 * std::exp(candidate + 0.002 * normal(random)));
      }
    }
  }
  return all;
}

}  // namespace

TEST_CASE("of forty benchmarks the slower one is found, and the others are the same") {
  Unpaired unpaired;
  const auto pairs = pairs_of_rounds(rounds(16, 40, 1.08), unpaired);
  CHECK(unpaired.base_only.empty());
  const Plan plan = benchmark_plan(pairs);
  REQUIRE(check(plan));
  const GateVerdict verdict = judge(plan, pairs);
  CHECK(verdict.outcome == Outcome::failed);
  for (const Verdict& metric : verdict.metrics) {
    CHECK((metric.kind == Kind::regressed) == (metric.metric.name == "BM_39"));
  }
}

TEST_CASE("twice the same program passes") {
  Unpaired unpaired;
  const auto pairs = pairs_of_rounds(rounds(24, 40, 1), unpaired);
  CHECK(judge(benchmark_plan(pairs), pairs).outcome == Outcome::passed);
}

TEST_CASE("a process's repetitions are one figure, their median") {
  Unpaired unpaired;
  const std::vector<BenchmarkRound> one{{{{"BM", {3, 1, 2}}}, {{"BM", {5, 4, 9, 6}}}}};
  const auto pairs = pairs_of_rounds(one, unpaired);
  CHECK(pairs[0].base.figures.at("BM") == 2);
  CHECK(pairs[0].candidate.figures.at("BM") == 5.5);
}

TEST_CASE("benchmarks that only one program has are named and left out") {
  Unpaired unpaired;
  const std::vector<BenchmarkRound> one{
      {{{"old", {1}}, {"both", {1}}}, {{"new", {1}}, {"both", {2}}}}};
  const auto pairs = pairs_of_rounds(one, unpaired);
  CHECK(unpaired.base_only == std::vector<std::string>{"old"});
  CHECK(unpaired.candidate_only == std::vector<std::string>{"new"});
  CHECK(pairs[0].base.figures.size() == 1);
  CHECK(benchmark_plan(pairs).metrics.size() == 1);
}

TEST_CASE("runs that are there already are paired by their repetitions") {
  const auto paired = rounds_of({{"a", {1, 2, 3}}, {"x", {1}}}, {{"a", {4, 5}}});
  REQUIRE(paired.size() == 2);
  CHECK(paired[1].base.at("a") == std::vector<double>{2});
  CHECK(paired[1].candidate.at("a") == std::vector<double>{5});
  CHECK(rounds_of({}, {}).empty());
}

TEST_CASE("as many pairs as make the smallest p-value small enough") {
  CHECK(fewest_pairs(1) == 8);     // 1/256 is at most 0.005
  CHECK(fewest_pairs(5) == 10);    // 1/1024 at most 0.001
  CHECK(fewest_pairs(12) == 12);   // 1/4096 at most 0.00042
  CHECK(fewest_pairs(300) == 16);  // 1/65536 at most 0.000017
}

}  // namespace benchmarks_test
