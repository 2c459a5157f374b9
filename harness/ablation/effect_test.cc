#include "harness/ablation/effect.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace effect_test {

using namespace harness::ablation;
using doctest::Approx;

namespace {

/// Pairs whose logarithms of with / without are these.
std::vector<Pair> with_logs(const std::vector<double>& logs) {
  std::vector<Pair> pairs;
  for (const double log : logs) pairs.push_back({10, 10 * std::exp(log)});
  return pairs;
}

}  // namespace

TEST_CASE("a ratio of few pairs has Student's interval of the logarithms") {
  // R: t.test(c(0.10, 0.14, 0.09, 0.12, 0.15)): mean 0.12, 95 % interval 0.0883 to 0.1517
  const auto effect = effect_of(Scale::ratio, with_logs({0.10, 0.14, 0.09, 0.12, 0.15}));
  REQUIRE(effect.interval);
  CHECK(effect.value == Approx(std::expm1(0.12)));
  CHECK(effect.interval->low == Approx(std::expm1(0.12 - 2.776445 * 0.02549510 / std::sqrt(5.0))));
  CHECK(effect.interval->high == Approx(std::expm1(0.12 + 2.776445 * 0.02549510 / std::sqrt(5.0))));
  CHECK(effect.effective == 5);
}

TEST_CASE("from eight pairs on it has Wilcoxon's") {
  // For n = 8 P(W <= 3) = 5/256 and P(W <= 4) = 7/256, so that the interval goes from the fourth
  // Walsh average to the fourth from the end. Of 2^0 .. 2^7 in tenths those are 2 (in tenths, after
  // 1, 1.5 and (2, 2.5)) and 72 (before 80, 96 and 128).
  const auto effect = effect_of(
      Scale::difference,
      std::vector<Pair>{
          {0, 0.1}, {0, 0.2}, {0, 0.4}, {0, 0.8}, {0, 1.6}, {0, 3.2}, {0, 6.4}, {0, 12.8}});
  REQUIRE(effect.interval);
  CHECK(effect.interval->low == Approx(0.25));
  CHECK(effect.interval->high == Approx(7.2));
}

TEST_CASE("one round that was disturbed does not hide an effect from twelve pairs on") {
  const auto effect = effect_of(
      Scale::ratio, with_logs({0.2, 0.21, 0.19, 0.22, 0.18, 0.2, 0.21, 0.19, 0.2, 0.2, 0.21, -2}));
  REQUIRE(effect.interval);
  CHECK(effect.value == Approx(std::expm1(0.2)).epsilon(0.05));
  CHECK(effect.interval->low > 0);
}

TEST_CASE("a difference and a level are in points") {
  const std::vector<Pair> pairs{{0.15, 0.45}, {0.17, 0.45}, {0.13, 0.45}};
  CHECK(effect_of(Scale::difference, pairs).value == Approx(0.3));
  CHECK(effect_of(Scale::level, pairs).value == Approx(0.45));
  CHECK(effect_of(Scale::level, pairs).interval->low == Approx(0.45));
}

TEST_CASE("below three pairs there is no interval, without any no effect") {
  CHECK_FALSE(effect_of(Scale::ratio, with_logs({0.1, 0.2})).interval);
  CHECK(effect_of(Scale::ratio, with_logs({0.1, 0.3})).value == Approx(std::expm1(0.2)));
  CHECK(effect_of(Scale::ratio, {}).effective == 0);
}

TEST_CASE("pairs that make no ratio are left out") {
  std::vector<Pair> pairs = with_logs({0.1, 0.1, 0.1});
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const Pair bad :
       {Pair{0, 1}, {1, 0}, {nan, 1}, {1, std::numeric_limits<double>::infinity()}})
    pairs.push_back(bad);
  const auto effect = effect_of(Scale::ratio, pairs);
  CHECK(effect.effective == 3);
  CHECK(effect.value == Approx(std::expm1(0.1)));
}

TEST_CASE("a factor and its inverse are as far from 0") {
  const auto up = effect_of(Scale::ratio, with_logs({0.4, 0.5, 0.6}));
  const auto down = effect_of(Scale::ratio, with_logs({-0.4, -0.5, -0.6}));
  CHECK((1 + up.value) * (1 + down.value) == Approx(1));
  CHECK(reach(Scale::ratio, up) == Approx(reach(Scale::ratio, down)).epsilon(0.5));
}

}  // namespace effect_test
