#include "harness/schedule/gamma.h"

#include <doctest/doctest.h>

#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <vector>

#include "harness/schedule/goodness_of_fit.h"

namespace gamma_test {

using namespace harness::schedule;

namespace {

template <class Draw>
std::vector<double> draw(std::size_t count, Draw one) {
  std::vector<double> sample(count);
  for (double& x : sample) x = one();
  return sample;
}

/// The gap's law: P(shape, shape x), the regularised lower incomplete gamma function.
double gap_cdf(double shape, double x) {
  return boost::math::gamma_p(shape, shape * x);
}

/// The integral of 1 - F from 0 to x, F being the gap's law, by parts.
double first_cdf(double shape, double x) {
  return x * boost::math::gamma_q(shape, shape * x) + boost::math::gamma_p(shape + 1, shape * x);
}

}  // namespace

TEST_CASE("gaps follow the gamma law of every shape, and the test would notice another") {
  for (const double shape : {0.01, 0.25, 0.9, 1.0, 2.5, 100.0, 1e4}) {
    CAPTURE(shape);
    const Gamma gamma(shape);
    Generator generator(5, Stream::arrivals);
    const auto sample = draw(20'000, [&] { return gamma.gap(generator); });
    CHECK(kolmogorov_smirnov_p(sample, [&](double x) { return gap_cdf(shape, x); }) > 1e-3);
    CHECK(kolmogorov_smirnov_p(sample, [&](double x) { return gap_cdf(1.2 * shape, x); }) < 1e-6);
  }
}

TEST_CASE("the first gap follows the law of the time to the next arrival from any moment") {
  for (const double shape : {0.04, 0.5, 4.0, 400.0}) {
    CAPTURE(shape);
    const Gamma gamma(shape);
    Generator generator(6, Stream::arrivals);
    const auto sample = draw(20'000, [&] { return gamma.first(generator); });
    CHECK(kolmogorov_smirnov_p(sample, [&](double x) { return first_cdf(shape, x); }) > 1e-3);
    CHECK(kolmogorov_smirnov_p(sample, [&](double x) { return gap_cdf(shape, x); }) < 1e-6);
  }
}

TEST_CASE("the mean is 1 and the variance 1/shape, within four standard errors") {
  for (const double shape : {0.1, 0.5, 3.0}) {
    CAPTURE(shape);
    const Gamma gamma(shape);
    Generator generator(7, Stream::arrivals);
    constexpr double n = 400'000;
    double sum = 0, squares = 0;
    for (const double x : draw(400'000, [&] { return gamma.gap(generator); })) {
      sum += x;
      squares += (x - 1) * (x - 1);
    }
    const double variance = 1 / shape;
    CHECK(std::abs(sum / n - 1) < 4 * std::sqrt(variance / n));
    // The fourth central moment is 3 v^2 + 6 v^3.
    const double spread = 2 * variance * variance + 6 * variance * variance * variance;
    CHECK(std::abs(squares / n - variance) < 4 * std::sqrt(spread / n));
  }
}

TEST_CASE("a generator's numbers give the same gaps on every machine, to the last bit") {
  const Gamma clustered(0.25), even(100);
  Generator generator(1, Stream::arrivals);
  CHECK(clustered.gap(generator) == 0x1.7fafba2fe3b3ap-5);
  CHECK(clustered.gap(generator) == 0x1.324f1aa4df191p-3);
  CHECK(clustered.gap(generator) == 0x1.1e15c71bde424p+2);
  CHECK(even.gap(generator) == 0x1.2bd35c39928dcp+0);
  CHECK(even.first(generator) == 0x1.771cd1e2f67eap-2);
}

}  // namespace gamma_test
