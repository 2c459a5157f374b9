#include "harness/schedule/exponential.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "harness/schedule/goodness_of_fit.h"

namespace exponential_test {

using namespace harness::schedule;

namespace {

std::vector<double> draw(std::size_t count) {
  Generator generator(3, Stream::arrivals);
  std::vector<double> sample(count);
  for (double& x : sample) x = exponential(generator);
  return sample;
}

}  // namespace

TEST_CASE("an exponential is -ln of the generator's number, to 2e-15") {
  Generator numbers(4, Stream::arrivals);
  Generator same = numbers;
  for (int i = 0; i < 200'000; ++i) {
    const long double u = std::ldexp(static_cast<long double>(numbers() | 1), -64);
    const long double truth = -std::log(u);
    REQUIRE(std::abs(exponential(same) - truth) < 2e-15L * std::max(1.0L, truth));
  }
}

TEST_CASE("the extremes are finite and not negative") {
  // With this state xoshiro256++ first gives rotl(a + d, 23) + a.
  Generator all_ones({~0ULL, 0, 0, 1});
  CHECK(exponential(all_ones) == doctest::Approx(0).epsilon(1e-15));
  Generator all_zeros({0, 1, 0, 0});
  CHECK(exponential(all_zeros) == doctest::Approx(64 * std::log(2.0)));
}

TEST_CASE("exponentials follow the law, and the test would notice another") {
  const std::vector<double> sample = draw(100'000);
  CHECK(kolmogorov_smirnov_p(sample, [](double x) { return 1 - std::exp(-x); }) > 1e-3);
  CHECK(kolmogorov_smirnov_p(sample, [](double x) { return 1 - std::exp(-1.04 * x); }) < 1e-6);
}

TEST_CASE("mean and variance are 1, within four standard errors") {
  const std::vector<double> sample = draw(1'000'000);
  double sum = 0;
  double squares = 0;
  for (const double x : sample) {
    sum += x;
    squares += (x - 1) * (x - 1);
  }
  CHECK(std::abs(sum / 1e6 - 1) < 4e-3);                          // standard error 1/sqrt(n)
  CHECK(std::abs(squares / 1e6 - 1) < 4 * std::sqrt(8.0 / 1e6));  // fourth moment 9, so sqrt(8/n)
}

}  // namespace exponential_test
