#include "harness/schedule/portable_math.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "harness/schedule/generator.h"

namespace portable_math_test {

using harness::schedule::Generator;
using harness::schedule::portable_exp;
using harness::schedule::portable_log;
using harness::schedule::Stream;

TEST_CASE("the logarithm is right to 2e-15 over all positive normal doubles") {
  Generator generator(1, Stream::arrivals);
  for (int i = 0; i < 200'000; ++i) {
    const int exponent = static_cast<int>(generator.below(2045)) - 1022;
    const double x = std::ldexp(1 + generator.unit(), exponent);
    const long double truth = std::log(static_cast<long double>(x));
    REQUIRE(std::abs(portable_log(x) - truth) < 2e-15L * std::max(1.0L, std::abs(truth)));
  }
  CHECK(portable_log(1) == doctest::Approx(0).epsilon(1e-15));
  CHECK(portable_log(std::numeric_limits<double>::min()) == doctest::Approx(-708.3964185322641));
}

TEST_CASE("the exponential of what is not positive is right to 1e-15 of itself") {
  Generator generator(2, Stream::arrivals);
  for (int i = 0; i < 200'000; ++i) {
    const double x = -708 * generator.unit() * generator.unit();
    const long double truth = std::exp(static_cast<long double>(x));
    REQUIRE(std::abs(portable_exp(x) - truth) < 1e-15L * truth);
  }
  CHECK(portable_exp(0) == 1);
  CHECK(portable_exp(-708) > 0);
  CHECK(portable_exp(-708.0001) == 0);
  CHECK(portable_exp(-1e300) == 0);
  CHECK(portable_exp(-std::numeric_limits<double>::infinity()) == 0);
}

TEST_CASE("known values, to the last bit: what another machine must give, too") {
  CHECK(portable_exp(-1) == 0x1.78b56362cef38p-2);
  CHECK(portable_exp(-300.7) == 0x1.225720438e36dp-434);
  CHECK(portable_log(2) == 0x1.62e42fefa39f4p-1);
  CHECK(portable_log(0.3) == -0x1.34378fcbda72p+0);
}

}  // namespace portable_math_test
