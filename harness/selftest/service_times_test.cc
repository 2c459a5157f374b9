#include "harness/selftest/service_times.h"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "harness/schedule/goodness_of_fit.h"

namespace service_times_test {

using harness::schedule::kolmogorov_smirnov_p;
using harness::selftest::Model;
using harness::selftest::Queue;
using harness::selftest::ServiceLaw;
using harness::selftest::ServiceTimes;
using namespace std::chrono_literals;

namespace {

/// In units of the mean.
std::vector<double> draw(const Model& model, int count) {
  ServiceTimes times(model);
  std::vector<double> drawn;
  for (int i = 0; i < count; ++i) {
    drawn.push_back(static_cast<double>(times.next().count()) /
                    static_cast<double>(model.service.count()));
  }
  return drawn;
}

}  // namespace

TEST_CASE("exponential service follows its law") {
  const auto sample = draw({.service = 1ms}, 50'000);
  CHECK(kolmogorov_smirnov_p(sample, [](double x) { return -std::expm1(-x); }) > 0.001);
}

TEST_CASE("lognormal service follows its law, of the mean and variation asked for") {
  for (const double cv : {0.3, 1.0, 3.0}) {
    const auto sample = draw({.queue = Queue::mg1, .service = 1ms, .cv = cv}, 50'000);
    const double sigma = std::sqrt(std::log1p(cv * cv));
    CHECK(kolmogorov_smirnov_p(sample, [sigma](double x) {
            if (x <= 0) return 0.0;
            return std::erfc(-(std::log(x) + sigma * sigma / 2) / sigma / std::sqrt(2.0)) / 2;
          }) > 0.001);
  }
}

TEST_CASE("hyperexponential service follows its law") {
  const auto branches = harness::theory::balanced_hyperexponential(1, 2);
  const auto sample = draw(
      {.queue = Queue::mg1, .service = 1ms, .cv = 2, .law = ServiceLaw::hyperexponential}, 50'000);
  CHECK(kolmogorov_smirnov_p(sample, [&branches](double x) {
          return 1 - branches.first_share * std::exp(-branches.first_rate * x) -
                 (1 - branches.first_share) * std::exp(-branches.second_rate * x);
        }) > 0.001);
}

TEST_CASE("constant service is constant: of M/D/1, and of a variation of 0") {
  for (const double time : draw({.queue = Queue::md1}, 100)) CHECK(time == 1);
  for (const double time : draw({.queue = Queue::mg1, .cv = 0}, 100)) CHECK(time == 1);
}

TEST_CASE("a seed gives the same times again, another one gives others") {
  const auto once = draw({.seed = 7}, 100);
  CHECK(once == draw({.seed = 7}, 100));
  CHECK(once != draw({.seed = 8}, 100));
}

}  // namespace service_times_test
