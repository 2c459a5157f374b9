#include "harness/theory/mg1.h"

#include <doctest/doctest.h>

#include <cmath>
#include <initializer_list>

#include "harness/theory/erlang.h"

namespace mg1_test {

using harness::theory::balanced_hyperexponential;
using harness::theory::Hyperexponential;
using harness::theory::hyperexponential_sojourn;
using harness::theory::Law;
using harness::theory::lognormal_sojourn;
using harness::theory::mm1_sojourn;
using harness::theory::pollaczek_khinchine_wait_s;

TEST_CASE("Pollaczek and Khinchine: constant service waits half of what exponential service does") {
  CHECK(pollaczek_khinchine_wait_s({0.8, 1, 1}, 1) == doctest::Approx(4).epsilon(1e-12));
  CHECK(pollaczek_khinchine_wait_s({0.8, 1, 1}, 0) == doctest::Approx(2).epsilon(1e-12));
  CHECK(pollaczek_khinchine_wait_s({0.5, 1, 1}, 3) == doctest::Approx(5).epsilon(1e-12));
}

TEST_CASE("balanced hyperexponential: mean, variation, and equal loads of the branches") {
  for (const double cv : {1.0, 1.5, 2.0, 10.0}) {
    const Hyperexponential law = balanced_hyperexponential(0.2, cv);
    const double first = law.first_share / law.first_rate;
    const double second = (1 - law.first_share) / law.second_rate;
    const double square = 2 * (first / law.first_rate + second / law.second_rate);
    CHECK(first == doctest::Approx(0.1).epsilon(1e-12));
    CHECK(second == doctest::Approx(0.1).epsilon(1e-12));
    CHECK(square / 0.04 - 1 == doctest::Approx(cv * cv).epsilon(1e-9));
  }
}

TEST_CASE("hyperexponential service of variation 1 is exponential") {
  const Law law = hyperexponential_sojourn({0.7, 1, 1}, 1);
  const Law exponential = mm1_sojourn({0.7, 1, 1});
  CHECK(law.mean_s == doctest::Approx(exponential.mean_s).epsilon(1e-12));
  for (const double t : {0.0, 1.0, 10.0}) {
    CHECK(law.tail(t) == doctest::Approx(exponential.tail(t)).epsilon(1e-9));
  }
}

TEST_CASE("hyperexponential: the tail begins at 1, falls, and its area is the known mean") {
  for (const double cv : {1.2, 2.0, 5.0}) {
    for (const double rho : {0.1, 0.5, 0.9}) {
      const Law law = hyperexponential_sojourn({rho, 1, 1}, cv);
      CHECK(law.tail(0) == doctest::Approx(1).epsilon(1e-9));
      double area = 0;
      double last = 1;
      const double step = 0.004 * law.mean_s;
      for (double t = step / 2; t < 60 * (1 + cv * cv) * law.mean_s; t += step) {
        const double tail = law.tail(t);
        CHECK(tail <= last);
        last = tail;
        area += tail * step;
      }
      CHECK(area == doctest::Approx(law.mean_s).epsilon(1e-4));
    }
  }
}

TEST_CASE("hyperexponential without load: the service's own law") {
  const Hyperexponential service = balanced_hyperexponential(1, 2);
  const Law law = hyperexponential_sojourn({1e-9, 1, 1}, 2);
  for (const double t : {0.3, 1.0, 4.0}) {
    CHECK(law.tail(t) ==
          doctest::Approx(service.first_share * std::exp(-service.first_rate * t) +
                          (1 - service.first_share) * std::exp(-service.second_rate * t))
              .epsilon(1e-6));
  }
}

TEST_CASE("lognormal: a mean, and no pretended quantiles") {
  const Law law = lognormal_sojourn({5000, 100e-6, 1}, 2);
  CHECK(law.mean_s == doctest::Approx(350e-6).epsilon(1e-12));
  CHECK_FALSE(law.quantile_s(0.99));
}

}  // namespace mg1_test
