#include "harness/theory/erlang.h"

#include <doctest/doctest.h>

#include <cmath>

namespace erlang_test {

using harness::theory::erlang_b;
using harness::theory::erlang_c;
using harness::theory::Law;
using harness::theory::mm1_sojourn;
using harness::theory::mmc_sojourn;

TEST_CASE("Erlang B: the traffic that every published table gives for a loss of 1 %") {
  CHECK(erlang_b(1, 0.0101) == doctest::Approx(0.01).epsilon(0.002));
  CHECK(erlang_b(10, 4.461) == doctest::Approx(0.01).epsilon(0.002));
  CHECK(erlang_b(20, 12.03) == doctest::Approx(0.01).epsilon(0.002));
  CHECK(erlang_b(100, 84.06) == doctest::Approx(0.01).epsilon(0.002));
  CHECK(erlang_b(5, 0) == 0);
}

TEST_CASE("Erlang C: known values") {
  CHECK(erlang_c(1, 0.7) == doctest::Approx(0.7).epsilon(1e-12));       // one server: rho
  CHECK(erlang_c(2, 1.0) == doctest::Approx(1.0 / 3).epsilon(1e-12));   // rho^2 2 / (1 + rho)
  CHECK(erlang_c(14, 10.0) == doctest::Approx(0.1741).epsilon(0.001));  // the call centres' example
  CHECK(erlang_c(1000, 990.0) > 0);                                     // no overflow
  CHECK(erlang_c(1000, 990.0) < 1);
}

TEST_CASE("M/M/1: exponential") {
  const Law law = mm1_sojourn({5000, 100e-6, 1});
  CHECK(law.mean_s == doctest::Approx(200e-6).epsilon(1e-12));
  CHECK(*law.quantile_s(0.5) == doctest::Approx(200e-6 * std::log(2)).epsilon(1e-9));
  CHECK(*law.quantile_s(0.99) == doctest::Approx(200e-6 * std::log(100)).epsilon(1e-9));
}

TEST_CASE("M/M/c with one server is M/M/1") {
  for (const double rate : {0.0, 10.0, 5000.0, 9900.0}) {
    const Law one = mm1_sojourn({rate, 100e-6, 1});
    const Law many = mmc_sojourn({rate, 100e-6, 1});
    CHECK(many.mean_s == doctest::Approx(one.mean_s).epsilon(1e-12));
    for (const double t : {0.0, 1e-5, 1e-4, 1e-3}) {
      CHECK(many.tail(t) == doctest::Approx(one.tail(t)).epsilon(1e-10));
    }
  }
}

TEST_CASE("M/M/2: both sides of the point where waiting and service fall equally fast, and on it") {
  // mu = 1, lambda = 1: c mu - lambda = mu, and a third waits.
  const Law law = mmc_sojourn({1, 1, 2});
  CHECK(law.mean_s == doctest::Approx(4.0 / 3).epsilon(1e-12));
  for (const double t : {0.0, 0.5, 1.0, 5.0}) {
    CHECK(law.tail(t) == doctest::Approx(std::exp(-t) * (1 + t / 3)).epsilon(1e-12));
    // Nothing jumps near it.
    CHECK(mmc_sojourn({1 + 1e-12, 1, 2}).tail(t) == doctest::Approx(law.tail(t)).epsilon(1e-10));
    CHECK(mmc_sojourn({1 - 1e-12, 1, 2}).tail(t) == doctest::Approx(law.tail(t)).epsilon(1e-10));
  }
}

TEST_CASE("M/M/c: the mean is the area under the tail") {
  for (const double rate : {0.5, 2.0, 2.9, 3.8}) {
    const Law law = mmc_sojourn({rate, 1, 4});
    double area = 0;
    constexpr double step = 1e-3;
    for (double t = step / 2; t < 300; t += step) area += law.tail(t) * step;
    CHECK(area == doctest::Approx(law.mean_s).epsilon(1e-5));
  }
}

}  // namespace erlang_test
