// How often the intervals hold the truth, and find an effect that is there.
#include <doctest/doctest.h>

#include "harness/ablation/simulated_trials.h"
#include "harness/ablation/verdict.h"

namespace coverage_test {

using namespace harness::ablation;

namespace {

constexpr int studies = 2'000;

/// What many simulated studies of one effect come to.
struct Tally {
  int covered = 0, found = 0, held = 0;
  double rounds = 0, reach = 0;

  double share(int count) const { return static_cast<double>(count) / studies; }
};

Tally tally(double truth, Noise noise, double within, std::size_t most_rounds) {
  Tally tally;
  for (int i = 0; i < studies; ++i) {
    SimulatedTrials trials({truth}, noise, within, static_cast<std::uint64_t>(i) + 1);
    Rounds rounds = trials.rounds();
    trials.run(rounds, most_rounds);
    const Comparison& comparison = trials.design().comparisons[0];
    const auto effect = effect_of(Scale::ratio, rounds.pairs(comparison, "speed"));
    REQUIRE(effect.interval);
    tally.covered += effect.interval->low <= truth && truth <= effect.interval->high;
    tally.found += effect.interval->low > 0;
    tally.held += judge(effect, 0.2) == Verdict::holds;
    tally.rounds += effect.effective / studies;
    tally.reach += reach(Scale::ratio, effect) / studies;
  }
  INFO("covered " << tally.share(tally.covered) << ", found " << tally.share(tally.found)
                  << ", held " << tally.share(tally.held) << ", rounds " << tally.rounds
                  << ", reach " << tally.reach);
  return tally;
}

}  // namespace

TEST_CASE("without stopping early the intervals hold the truth in 95 % of studies") {
  for (const std::size_t rounds : {5U, 7U, 8U, 12U, 30U}) {
    CAPTURE(rounds);
    const Tally same = tally(0, {}, 0, rounds);
    CHECK(same.share(same.covered) == doctest::Approx(0.95).epsilon(0.02));
    const Tally tenth = tally(0.1, {}, 0, rounds);
    CHECK(tenth.share(tenth.covered) == doctest::Approx(0.95).epsilon(0.02));
  }
}

TEST_CASE("stopping at a width spoils that by less than two points") {
  for (const double within : {0.02, 0.03, 0.05}) {
    CAPTURE(within);
    const Tally same = tally(0, {}, within, 60);
    CHECK(same.share(same.covered) >= 0.93);
  }
}

TEST_CASE("trials that something else disturbed make the intervals wider, not wrong") {
  const Noise disturbed{.trial = 0.03, .drift = 0.05, .disturbed = 0.1, .disturbance = -0.5};
  for (const std::size_t rounds : {5U, 12U, 30U}) {
    CAPTURE(rounds);
    const Tally same = tally(0, disturbed, 0, rounds);
    CHECK(same.share(same.covered) >= 0.94);
  }
}

TEST_CASE("an effect of twenty percent is found in five rounds where trials scatter by three") {
  const Tally twenty = tally(0.2, {}, 0, 5);
  CHECK(twenty.share(twenty.found) >= 0.99);
  CHECK(twenty.share(twenty.held) >= 0.93);
}

TEST_CASE("one of five percent is found in most studies of twelve rounds") {
  const Tally five = tally(0.05, {}, 0, 12);
  CHECK(five.share(five.found) >= 0.85);
}

}  // namespace coverage_test
