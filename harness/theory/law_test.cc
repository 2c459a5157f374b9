#include "harness/theory/law.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

namespace law_test {

using harness::theory::Law;

TEST_CASE("a quantile is where the tail falls to what is left") {
  const Law exponential{2, [](double t) { return std::exp(-t / 2); }};
  for (const double p : {0.5, 0.9, 0.99, 0.999, 0.999999}) {
    CHECK(*exponential.quantile_s(p) == doctest::Approx(-2 * std::log1p(-p)).epsilon(1e-9));
  }
  CHECK(*exponential.quantile_s(0) == 0);
}

TEST_CASE("a jump of the distribution is every quantile that it jumps over") {
  const Law constant{3, [](double t) { return t < 3 ? 1.0 : 0.0; }};
  for (const double p : {0.01, 0.5, 0.999}) {
    CHECK(*constant.quantile_s(p) == doctest::Approx(3).epsilon(1e-12));
  }
  const Law mostly_nothing{1, [](double t) { return t < 100 ? 0.01 : 0.0; }};
  CHECK(*mostly_nothing.quantile_s(0.98) == 0);
  CHECK(*mostly_nothing.quantile_s(0.995) == doctest::Approx(100).epsilon(1e-12));
}

TEST_CASE("no quantile where there is none") {
  const Law unknown{1, {}};
  CHECK_FALSE(unknown.quantile_s(0.5));
  const Law never_falls{1, [](double) { return 1.0; }};
  CHECK_FALSE(never_falls.quantile_s(0.5));
  const Law meaningless{1, [](double) { return std::numeric_limits<double>::quiet_NaN(); }};
  CHECK_FALSE(meaningless.quantile_s(0.5));
  const Law always_zero{0, [](double) { return 0.0; }};
  CHECK(*always_zero.quantile_s(0.5) == 0);
}

}  // namespace law_test
