#include "harness/figure_text.h"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

namespace figure_text_test {

using namespace std::chrono_literals;
using harness::time_text;

TEST_CASE("a time stands in the unit that fits it, with three digits") {
  CHECK(time_text(1'290us) == "1.29 ms");
  CHECK(time_text(999'900us) == "1 s");
  CHECK(time_text(250ns) == "250 ns");
  CHECK(time_text(12'345ns) == "12.3 \u00b5s");
  CHECK(time_text(90s) == "90 s");
  CHECK(time_text(150s) == "2.5 min");
  CHECK(time_text(3h) == "3 h");
  CHECK(time_text(0s) == "0 ms");
  CHECK(time_text(-3ms) == "-3 ms");
  CHECK(time_text(0.00129) == "1.29 ms");
}

TEST_CASE("shares, counts and rates") {
  CHECK(harness::percent_text(1.234) == "123 %");
  CHECK(harness::percent_text(12.34) == "1230 %");
  CHECK(harness::percent_text(0.00048) == "0.048 %");
  CHECK(harness::count_text(999'600) == "1M");
  CHECK(harness::rate_text(7716) == "7.72k/s");
  CHECK(harness::rate_text(0.25) == "0.25/s");
}

TEST_CASE("no figure of a measurement is written with an exponent") {
  std::mt19937_64 random(1);
  std::uniform_real_distribution<double> exponent(-8, 14);
  for (int i = 0; i < 10'000; ++i) {
    const double value = std::pow(10.0, exponent(random));
    CAPTURE(value);
    CHECK(harness::digits(value).find('e') == std::string::npos);
    CHECK(std::stod(harness::digits(value)) == doctest::Approx(value).epsilon(0.006));
  }
}

}  // namespace figure_text_test
