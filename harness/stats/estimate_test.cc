#include "harness/stats/estimate.h"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

namespace estimate_test {

using namespace harness::stats;

namespace {

Ratio constant(double numerator, double denominator, std::size_t batches) {
  return {std::vector<double>(batches, numerator), std::vector<double>(batches, denominator)};
}

}  // namespace

TEST_CASE("the ratio of the sums, not the mean of the ratios") {
  CHECK(estimate({{1, 9}, {1, 3}}).value == 2.5);
  CHECK(estimate_share({{1, 9}, {1, 19}}).value == 0.5);
}

TEST_CASE("no interval where there is too little to say") {
  CHECK(estimate({}).value == 0);
  CHECK_FALSE(estimate({}).interval);
  CHECK_FALSE(estimate(constant(0, 0, 100)).interval);  // nothing happened
  CHECK_FALSE(estimate(constant(1, 2, fewest_batches - 1)).interval);
  CHECK(estimate(constant(1, 2, fewest_batches - 1)).effective == 0);
  CHECK_FALSE(estimate_share({}).interval);
  CHECK_FALSE(estimate_share(constant(1, 2, fewest_batches - 1)).interval);

  Ratio mostly_empty = constant(0, 0, 100);
  for (std::size_t i = 0; i < fewest_batches - 1; ++i) mostly_empty.denominators[i * 10] = 5;
  CHECK_FALSE(estimate(mostly_empty).interval);
}

TEST_CASE("the interval of even batches is Student's") {
  Ratio ratio;
  for (int i = 0; i < 100; ++i) {
    ratio.numerators.push_back(i % 4 < 2 ? 11 : 9);  // deviates by 1: variance 100/99 a batch
    ratio.denominators.push_back(1);
  }
  const Estimate known = estimate(ratio);
  REQUIRE(known.interval);
  CHECK(known.value == 10);
  const double correlation = 1.0 / 100 + 1.0 / 100;  // of neighbours, and what is made good of it
  const double inflation = (1 + correlation) / (1 - correlation);
  const double half = 1.9842 * std::sqrt(100.0 / 99 / 100 * inflation);  // t of 99 degrees
  CHECK(known.interval->high == doctest::Approx(10 + half).epsilon(1e-4));
  CHECK(known.interval->low == doctest::Approx(10 - half).epsilon(1e-4));
  CHECK(known.effective == doctest::Approx(100 / inflation));
  CHECK(estimate(ratio, 0.99).interval->high > known.interval->high);
}

TEST_CASE("what counts something is not less than nothing, however its batches scatter") {
  Ratio one_stall = constant(1, 1, fewest_batches);
  one_stall.denominators[3] = 100;  // ten passes, one of which took a hundred times as long
  const Estimate known = estimate(one_stall);
  REQUIRE(known.interval);
  CHECK(known.interval->low == 0);
  CHECK(known.interval->high > known.value);
  for (double& numerator : one_stall.numerators) numerator = -numerator;
  CHECK(estimate(one_stall).interval->low < -known.value);
}

TEST_CASE("none failed is not none ever fails") {
  const Estimate none = estimate_share(constant(0, 10, 10));
  REQUIRE(none.interval);
  CHECK(none.value == 0);
  CHECK(none.effective == 100);
  CHECK(none.interval->low == 0);
  const double t = 2.2622;  // of 9 degrees
  CHECK(none.interval->high == doctest::Approx(t * t / (100 + t * t)).epsilon(1e-3));
  const Estimate all = estimate_share(constant(10, 10, 10));
  CHECK(all.interval->high == 1);
  CHECK(all.interval->low == doctest::Approx(1 - none.interval->high));
}

TEST_CASE("a share's intervals cover it, whether its failures come alone or in bursts") {
  for (const double burst : {1.0, 20.0}) {
    std::mt19937_64 random(7);
    int covered = 0;
    constexpr int runs = 400;
    for (int run = 0; run < runs; ++run) {
      std::poisson_distribution<int> bursts(10 / burst);
      Ratio share;
      for (int batch = 0; batch < 100; ++batch) {
        share.numerators.push_back(burst * bursts(random));
        share.denominators.push_back(1000);
      }
      const Estimate known = estimate_share(share);
      REQUIRE(known.interval);
      CHECK(known.effective < 110'000 / burst * 1.5);
      if (known.interval->low <= 0.01 && 0.01 <= known.interval->high) ++covered;
    }
    CHECK(covered >= 0.92 * runs);  // 380 are wanted, +- 4.4
    CHECK(covered <= 0.985 * runs);
  }
}

}  // namespace estimate_test
