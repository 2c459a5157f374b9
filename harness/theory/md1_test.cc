#include "harness/theory/md1.h"

#include <doctest/doctest.h>

#include <cmath>
#include <initializer_list>

namespace md1_test {

using harness::theory::Law;
using harness::theory::md1_highest_rate;
using harness::theory::md1_sojourn;
using harness::theory::md1_wait;

namespace {

/// Erlang's series for the M/D/1 wait, service time 1 (Erlang 1909, "The theory of probabilities
/// and telephone conversations"): right for small x only, for its terms grow and alternate.
double erlang_series_tail(double rho, double x) {
  double at_most = 0;
  for (int j = 0; j <= static_cast<int>(x); ++j) {
    const double late = rho * (x - j);
    at_most += std::pow(-late, j) * std::exp(late) / std::tgamma(j + 1);
  }
  return 1 - (1 - rho) * at_most;
}

}  // namespace

TEST_CASE("M/D/1: known beginnings") {
  // P(W = 0) = 1 - rho, and until the first service time is over the tail is 1 - (1-rho) e^(rho x).
  for (const double rho : {0.1, 0.5, 0.9}) {
    const Law wait = md1_wait({rho, 1, 1});
    CHECK(wait.tail(0) == doctest::Approx(rho).epsilon(1e-12));
    for (const double x : {0.25, 0.5, 0.999}) {
      CHECK(wait.tail(x) == doctest::Approx(1 - (1 - rho) * std::exp(rho * x)).epsilon(1e-12));
    }
  }
}

TEST_CASE("M/D/1: both formulas agree where Erlang's is sound") {
  for (const double rho : {0.05, 0.3, 0.5, 0.7, 0.8, 0.95}) {
    const Law wait = md1_wait({rho, 1, 1});
    for (double x = 0; x < 10; x += 0.37) {
      CHECK(std::abs(wait.tail(x) - erlang_series_tail(rho, x)) < 1e-10);
    }
  }
}

TEST_CASE("M/D/1: where Erlang's series has lost every digit, the tail still falls exponentially") {
  const double rho = 0.9;
  const Law wait = md1_wait({rho, 1, 1});
  const double erlang = erlang_series_tail(rho, 60.5);
  CHECK_FALSE((erlang > 0 && erlang < wait.tail(50)));  // what must be avoided
  // The rate of the fall solves rho (e^x - 1) = x.
  const double fall = std::log(wait.tail(40) / wait.tail(60)) / 20;
  CHECK(rho * std::expm1(fall) == doctest::Approx(fall).epsilon(1e-9));
}

TEST_CASE("M/D/1: the tail goes on without a step where its continuation begins") {
  const Law wait = md1_wait({0.999, 1, 1});
  double last = wait.tail(990);
  for (double x = 990.25; x < 1010; x += 0.25) {
    CHECK(wait.tail(x) / last == doctest::Approx(wait.tail(900.25) / wait.tail(900)).epsilon(1e-9));
    last = wait.tail(x);
  }
  CHECK(wait.tail(1e9) == 0);
}

TEST_CASE("M/D/1: the mean is Pollaczek and Khinchine's and the area under the tail") {
  for (const double rho : {0.2, 0.5, 0.8, 0.95}) {
    const Law wait = md1_wait({rho, 1, 1});
    CHECK(wait.mean_s == doctest::Approx(rho / (2 * (1 - rho))).epsilon(1e-12));
    double area = 0;
    constexpr double step = 1.0 / 128;
    for (double x = step / 2; x < 40 / (1 - rho); x += step) area += wait.tail(x) * step;
    CHECK(area == doctest::Approx(wait.mean_s).epsilon(1e-4));
  }
}

TEST_CASE("M/D/1: nobody is faster than the service, and quantiles rise") {
  const Law law = md1_sojourn({8000, 100e-6, 1});
  CHECK(law.mean_s == doctest::Approx(300e-6).epsilon(1e-12));
  CHECK(law.tail(99e-6) == 1);
  CHECK(*law.quantile_s(0.1) == doctest::Approx(100e-6).epsilon(1e-12));  // of 0.2 that never wait
  double last = 0;
  for (const double p : {0.3, 0.5, 0.9, 0.99, 0.999, 0.9999}) {
    CHECK(*law.quantile_s(p) > last);
    last = *law.quantile_s(p);
  }
}

TEST_CASE("M/D/1: 100 us of service hold a P99 of 1 ms up to 7734.87/s") {
  // Erlang's series in 60 digits: P(W > 900 us) is 0.00998057 at 7734/s and 0.01000285 at 7735/s.
  CHECK(md1_wait({7734, 100e-6, 1}).tail(900e-6) ==
        doctest::Approx(0.009980565781554051).epsilon(1e-10));
  CHECK(md1_wait({7735, 100e-6, 1}).tail(900e-6) ==
        doctest::Approx(0.010002849827375661).epsilon(1e-10));
  CHECK(md1_highest_rate(100e-6, 0.99, 1e-3) == doctest::Approx(7734.87).epsilon(1e-6));
  CHECK(md1_highest_rate(100e-6, 0.99, 99e-6) == 0);
}

TEST_CASE("M/D/1 without arrivals: nobody waits") {
  const Law wait = md1_wait({0, 1, 1});
  CHECK(wait.mean_s == 0);
  CHECK(wait.tail(0) == 0);
  CHECK(*md1_sojourn({0, 1, 1}).quantile_s(0.99) == doctest::Approx(1).epsilon(1e-12));
}

}  // namespace md1_test
