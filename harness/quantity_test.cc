#include "harness/quantity.h"

#include <doctest/doctest.h>

#include <chrono>

namespace quantity_test {

using namespace std::chrono_literals;

using harness::number_with_unit;
using harness::parse_duration;
using harness::parse_percent;

TEST_CASE("durations are read in each unit, to the nanosecond") {
  CHECK(parse_duration("20ms").value() == 20ms);
  CHECK(parse_duration("1.5s").value() == 1500ms);
  CHECK(parse_duration("5min").value() == 5min);
  CHECK(parse_duration("5m").value() == 5min);
  CHECK(parse_duration("1h").value() == 1h);
  CHECK(parse_duration("7ns").value() == 7ns);
  CHECK(parse_duration("0").value() == 0ns);
  for (const char* const wrong : {"", "5", "s", "-1s", "1 s", "nan s", "inf", "1e30h", "1sec"}) {
    CAPTURE(wrong);
    CHECK_FALSE(parse_duration(wrong));
  }
  CHECK(parse_duration("soon").error().message == "'soon' is no duration; write 20ms, say");
}

TEST_CASE("percentages are read as fractions, within their bounds") {
  CHECK(parse_percent("2%", 0.001, 0.5).value() == doctest::Approx(0.02));
  CHECK(parse_percent("50%", 0.001, 0.5).value() == 0.5);
  for (const char* const wrong : {"2", "0%", "51%", "nan%", "%", "-1%", "2 %"}) {
    CAPTURE(wrong);
    CHECK_FALSE(parse_percent(wrong, 0.001, 0.5));
  }
  CHECK(parse_percent("0%", 0.001, 0.5).error().message ==
        "'0%' is no percentage from 0.1% to 50%, such as 2%");
}

TEST_CASE("what stands for a number on an axis") {
  CHECK(number_with_unit("64") == 64);
  CHECK(number_with_unit("1MiB") == 0x1p20);
  CHECK(number_with_unit("25%") == doctest::Approx(0.25));
  CHECK(number_with_unit("10ms") == doctest::Approx(0.01));
  CHECK_FALSE(number_with_unit("lru"));
  CHECK_FALSE(number_with_unit("2-random"));
  CHECK_FALSE(number_with_unit(""));
}

TEST_CASE("a quantity is a number and what stands behind it") {
  const auto rate = harness::read_quantity("1.5k/s");
  REQUIRE(rate);
  CHECK(rate->number == 1.5);
  CHECK(rate->unit == "k/s");
  CHECK(harness::read_quantity("-3").value().number == -3);
  for (const char* const text : {"", "k", "inf", "nan", "+1", " 1", "--1"}) {
    CAPTURE(text);
    CHECK_FALSE(harness::read_quantity(text));
  }
  CHECK(harness::read_quantity("1e999").error().message == "is out of range");
  CHECK(harness::read_number("2.5") == 2.5);
  CHECK_FALSE(harness::read_number("2.5x"));
}

}  // namespace quantity_test
