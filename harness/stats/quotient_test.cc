#include "harness/stats/quotient.h"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

namespace quotient_test {

using harness::stats::Estimate;
using harness::stats::quotient;

TEST_CASE("a figure over one that is known exactly keeps its own interval") {
  const Estimate half = quotient({.value = 10, .interval = {{8, 15}}}, {20, {{20, 20}}});
  CHECK(half.value == doctest::Approx(0.5));
  REQUIRE(half.interval);
  CHECK(half.interval->low == doctest::Approx(0.4));
  CHECK(half.interval->high == doctest::Approx(0.75));
}

TEST_CASE("the quotient the other way round has the inverse interval") {
  const Estimate one{.value = 3, .interval = {{2.5, 4}}};
  const Estimate other{.value = 7, .interval = {{6, 7.5}}};
  const Estimate there = quotient(one, other);
  const Estimate back = quotient(other, one);
  CHECK(there.interval->low * back.interval->high == doctest::Approx(1));
  CHECK(there.interval->high * back.interval->low == doctest::Approx(1));
}

TEST_CASE("without both intervals, or with one that reaches 0, there is none") {
  const Estimate sure{.value = 2, .interval = {{1, 3}}};
  CHECK_FALSE(quotient(sure, {.value = 2, .interval = {}}).interval);
  CHECK_FALSE(quotient({.value = 2, .interval = {}}, sure).interval);
  CHECK_FALSE(quotient(sure, {.value = 2, .interval = {{0, 3}}}).interval);
  CHECK(quotient(sure, {.value = 2, .interval = {{0, 3}}}).value == 1);
}

TEST_CASE("of independent log-normal figures 95 % of the intervals cover the true quotient") {
  std::mt19937_64 random(7);
  std::normal_distribution<double> normal;
  const auto estimate = [&](double truth, double spread) {
    const double value = truth * std::exp(spread * normal(random));
    const double reach = std::exp(1.959964 * spread);
    return Estimate{.value = value, .interval = {{value / reach, value * reach}}};
  };
  constexpr int runs = 4000;
  int covered = 0;
  for (int i = 0; i < runs; ++i) {
    const Estimate found = quotient(estimate(5, 0.2), estimate(2, 0.1));
    covered += found.interval->low <= 2.5 && 2.5 <= found.interval->high ? 1 : 0;
  }
  CHECK(covered > 0.94 * runs);
  CHECK(covered < 0.96 * runs);
}

}  // namespace quotient_test
