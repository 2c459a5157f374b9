#include "harness/stats/scatter.h"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

namespace scatter_test {

using namespace harness::stats;

namespace {

/// An autoregressive process of first order, of innovations of variance 1: the variance of a long
/// sum is count / (1 - correlation)^2.
std::vector<double> autoregressive(double correlation, std::size_t count, unsigned seed) {
  std::mt19937_64 random(seed);
  std::normal_distribution<double> innovation;
  double state = innovation(random) / std::sqrt(1 - correlation * correlation), sum = 0;
  std::vector<double> values;
  for (std::size_t i = 0; i < count; ++i) {
    values.push_back(state);
    sum += state;
    state = correlation * state + innovation(random);
  }
  for (double& value : values) value -= sum / static_cast<double>(count);
  return values;
}

double mean_variance_found(double correlation) {
  constexpr int runs = 300;
  double found = 0;
  for (unsigned seed = 1; seed <= runs; ++seed) {
    found += scatter_of(autoregressive(correlation, 128, seed))->variance / runs;
  }
  return found * (1 - correlation) * (1 - correlation) / 128;
}

}  // namespace

TEST_CASE("residuals are what a batch has beyond its share, empty batches left out") {
  const auto rest = residuals({{1, 0, 5, 2}, {10, 0, 10, 20}});
  CHECK(rest == std::vector<double>{-1, 3, -2});
}

TEST_CASE("the variance of a sum allows for correlation in time") {
  CHECK(mean_variance_found(0) == doctest::Approx(1).epsilon(0.12));
  CHECK(mean_variance_found(0.4) == doctest::Approx(1).epsilon(0.15));
  CHECK(mean_variance_found(0.8) == doctest::Approx(1).epsilon(0.3));
}

TEST_CASE("the variance of a few bursts is known badly, that of even batches well") {
  std::vector<double> even, bursts;
  for (int i = 0; i < 100; ++i) {
    even.push_back(i % 2 == 0 ? 1 : -1);
    bursts.push_back(i % 25 == 7 ? 24 : -1);
  }
  CHECK(scatter_of(even)->degrees == doctest::Approx(99));  // of kurtosis 1: no worse than normal
  // Of 100 values, 4 are 24 and 96 are -1: kurtosis (4*24^4 + 96) * 100 / (4*24^2 + 96)^2 = 23.04.
  CHECK(scatter_of(bursts)->degrees == doctest::Approx(200 / 22.04).epsilon(0.001));
}

TEST_CASE("too few batches say nothing, and batches that agree say that there is no scatter") {
  CHECK_FALSE(scatter_of(std::vector<double>(fewest_batches - 1, 0.0)));
  REQUIRE(scatter_of(std::vector<double>(fewest_batches, 0.0)));
  CHECK(scatter_of(std::vector<double>(fewest_batches, 0.0))->variance == 0);
}

TEST_CASE("Student's factor as in the tables") {
  CHECK(students_factor(0.95, 1) == doctest::Approx(12.706).epsilon(1e-4));
  CHECK(students_factor(0.95, 10) == doctest::Approx(2.228).epsilon(1e-3));
  CHECK(students_factor(0.99, 30) == doctest::Approx(2.750).epsilon(1e-3));
  CHECK(students_factor(0.95, 1e9) == doctest::Approx(1.95996).epsilon(1e-4));
}

TEST_CASE("an interval bends to where the bursts are") {
  const Interval straight = bent_interval({4, 99, 100, 0}, 0.95);
  CHECK(straight.high == doctest::Approx(2 * students_factor(0.95, 99)));
  CHECK(straight.low == doctest::Approx(-straight.high));
  const Interval bent = bent_interval({4, 99, 100, 3}, 0.95);
  CHECK(bent.high > straight.high);
  CHECK(bent.low > straight.low);
  CHECK(bent.low < 0);
  const Interval mirrored = bent_interval({4, 99, 100, -3}, 0.95);
  CHECK(mirrored.high == doctest::Approx(-bent.low));
  CHECK(mirrored.low == doctest::Approx(-bent.high));
}

}  // namespace scatter_test
