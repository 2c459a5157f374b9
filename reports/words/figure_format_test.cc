#include "reports/words/figure_format.h"

#include <doctest/doctest.h>

#include <limits>

namespace figure_format_test {

using namespace reports::words;

TEST_CASE("counts have three digits and a letter for thousands") {
  CHECK(count(0.0) == "0");
  CHECK(count(7.0) == "7");
  CHECK(count(999.0) == "999");
  CHECK(count(1000.0) == "1k");
  CHECK(count(1500.0) == "1.5k");
  CHECK(count(12345.0) == "12.3k");
  CHECK(count(123456.0) == "123k");
  CHECK(count(1e6) == "1M");
  CHECK(count(2.5e9) == "2.5G");
  CHECK(count(-1500.0) == "-1.5k");
  CHECK(count(0.25) == "0.25");
}

TEST_CASE("rounding never shows a thousand of the smaller unit") {
  CHECK(count(999.4) == "999");
  CHECK(count(999.6) == "1k");
  CHECK(count(999999.0) == "1M");
  CHECK(milliseconds(999.9) == "1 s");
  CHECK(milliseconds(0.9999) == "1 ms");
  CHECK(mebibytes(0.9999) == "1 MiB");
  CHECK(mebibytes(1023.9) == "1 GiB");
  CHECK(mebibytes(1023.0) == "1020 MiB");
}

TEST_CASE("durations find their unit") {
  CHECK(milliseconds(0.0) == "0 ms");
  CHECK(milliseconds(0.000001) == "1 ns");
  CHECK(milliseconds(0.00025) == "250 ns");
  CHECK(milliseconds(0.0123) == "12.3 \u00b5s");
  CHECK(milliseconds(1.5) == "1.5 ms");
  CHECK(milliseconds(237.4) == "237 ms");
  CHECK(milliseconds(2000.0) == "2 s");
  CHECK(milliseconds(119000.0) == "119 s");
  CHECK(milliseconds(150000.0) == "2.5 min");
  CHECK(seconds(3 * 3600.0) == "3 h");
  CHECK(seconds(0.0) == "0 s");
  CHECK(seconds(70.0) == "70 s");
}

TEST_CASE("memory counts in 1,024s") {
  CHECK(mebibytes(0.0) == "0 MiB");
  CHECK(mebibytes(0.5) == "512 KiB");
  CHECK(mebibytes(1.5) == "1.5 MiB");
  CHECK(mebibytes(2048.0) == "2 GiB");
  CHECK(mebibytes(1536.0) == "1.5 GiB");
}

TEST_CASE("rates, shares and factors carry their sign") {
  CHECK(rate(498.0) == "498/s");
  CHECK(rate(1234.0) == "1.23k/s");
  CHECK(percent(0.615) == "61.5 %");
  CHECK(percent(1.0) == "100 %");
  CHECK(percent(0.0) == "0 %");
  CHECK(cores(1.0) == "1 core");
  CHECK(cores(1.424) == "1.42 cores");
  CHECK(times(8.14) == "8.14x");
  CHECK(plain(12345.0) == "12300");
  CHECK(plain(0.01234) == "0.0123");
  CHECK(plain(-0.5) == "-0.5");
}

TEST_CASE("what was not measured is a dash, a measured zero is a zero") {
  const Figure nothing;
  const Figure nan = std::numeric_limits<double>::quiet_NaN();
  const Figure infinite = std::numeric_limits<double>::infinity();
  for (auto* wording :
       {plain, count, rate, milliseconds, seconds, mebibytes, percent, cores, times}) {
    CHECK(wording(nothing) == not_measured);
    CHECK(wording(nan) == not_measured);
    CHECK(wording(infinite) == not_measured);
    CHECK(wording(0.0).starts_with("0"));
  }
}

TEST_CASE("any double gives a short text") {
  for (const double value : {1e-320, 1e-30, 1e30, 1e300, std::numeric_limits<double>::max(),
                             -std::numeric_limits<double>::max()}) {
    CHECK(count(value).size() < 16);
    CHECK(milliseconds(value).size() < 16);
    CHECK(mebibytes(value).size() < 16);
  }
}

}  // namespace figure_format_test
